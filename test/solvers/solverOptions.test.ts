import { describe, expect, test } from 'vitest';

import type { StopReason } from '../../src/solvers/Solver.ts';
import { STOP_REASONS, hasConverged } from '../../src/solvers/Solver.ts';
import type { SolverOption } from '../../src/solvers/resolveSolver.ts';
import { resolveSolver } from '../../src/solvers/resolveSolver.ts';
import { range, type } from '../oracles/errors.ts';

const adam = { name: 'adam', epochs: 30, batchSize: 256, learningRate: 0.1 };
const lbfgs = {
  name: 'lbfgs',
  maxIterations: 1000,
  tolerance: 3e-7,
  memory: 10,
};

describe('resolveSolver', () => {
  test('fills in the defaults', () => {
    expect(resolveSolver('lbfgs')).toStrictEqual(lbfgs);
    expect(resolveSolver({ name: 'lbfgs' })).toStrictEqual(lbfgs);
    expect(resolveSolver('adam')).toStrictEqual(adam);
    expect(resolveSolver({ name: 'adam' })).toStrictEqual(adam);
  });

  test('keeps given options', () => {
    const own = {
      name: 'lbfgs',
      maxIterations: 0,
      tolerance: 0,
      memory: 100,
    } as const;
    expect(resolveSolver(own)).toStrictEqual(own);
    const other = {
      name: 'adam',
      epochs: 0,
      batchSize: 1,
      learningRate: 9,
    } as const;
    expect(resolveSolver(other)).toStrictEqual(other);
  });

  test('has another tolerance if another default is given', () => {
    expect(resolveSolver('lbfgs', 1e-3)).toMatchObject({ tolerance: 1e-3 });
    expect(
      resolveSolver({ name: 'lbfgs', tolerance: 1e-9 }, 1e-3),
    ).toMatchObject({ tolerance: 1e-9 });
  });

  test.each([
    ['sgd', range("solver must be 'lbfgs' or 'adam', got 'sgd'")],
    [
      { name: 'lbfgs', epochs: 3 },
      type(
        "unknown option 'epochs' in solver; known options: name, maxIterations, tolerance, memory",
      ),
    ],
    [
      { name: 'adam', maxIterations: 3 },
      type(
        "unknown option 'maxIterations' in solver; known options: name, epochs, batchSize, learningRate",
      ),
    ],
    [
      { name: 'lbfgs', maxIterations: -1 },
      range('solver.maxIterations must be at least 0, got -1'),
    ],
    [
      { name: 'lbfgs', maxIterations: 1.5 },
      range('solver.maxIterations must be a whole number, got 1.5'),
    ],
    [
      { name: 'lbfgs', tolerance: -1e-9 },
      range('solver.tolerance must be at least 0, got -1e-9'),
    ],
    [
      { name: 'lbfgs', memory: 0 },
      range('solver.memory must be at least 1, got 0'),
    ],
    [
      { name: 'lbfgs', memory: 101 },
      range('solver.memory must be at most 100, got 101'),
    ],
    [
      { name: 'adam', epochs: -1 },
      range('solver.epochs must be at least 0, got -1'),
    ],
    [
      { name: 'adam', batchSize: 0 },
      range('solver.batchSize must be at least 1, got 0'),
    ],
    [
      { name: 'adam', learningRate: 0 },
      range('solver.learningRate must be greater than 0, got 0'),
    ],
  ])('%o', (option, error) => {
    expect(() => resolveSolver(option as SolverOption)).toThrow(error);
  });
});

test('a solver has converged if there was nothing more to gain', () => {
  const converged: StopReason[] = STOP_REASONS.filter((reason) =>
    hasConverged(reason),
  );
  expect(converged).toStrictEqual(['gradient', 'objective']);
  expect(STOP_REASONS).toStrictEqual([
    'gradient',
    'objective',
    'maxIterations',
    'lineSearch',
    'epochs',
    'stream',
  ]);
});
