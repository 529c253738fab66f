import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import type { PlainSettings } from './plainObjective.ts';
import { plainObjective } from './plainObjective.ts';

/** The state of the authors' solver. */
interface Step {
  metric: Matrix;
  objective: number;
  evaluations: number;
}

const FEWEST = 50;
const MOST = 1000;
const SHORTEST = 1e-4;

/**
 * The solver of the paper, as in the authors' code: a symmetric M from the identity, a step along the negative
 * gradient, negative eigenvalues set to 0. Steps grow by 1 % while the objective falls, else they are halved, and no
 * step is undone; it ends when the last five changes are below 1e−7 of the objective.
 */
export function projectedGradient(
  rows: number[][],
  triplets: number[][],
  settings: PlainSettings,
): Step {
  let metric = Matrix.eye(rows[0].length);
  let step = 0.1;
  const history: number[] = [];
  for (let evaluations = 1; ; evaluations++) {
    const { objective, gradient } = plainObjective(
      rows,
      triplets,
      metric,
      settings,
    );
    history.push(objective);
    const recent = history.slice(-6);
    const changes = recent.slice(1).map((value, at) => value - recent[at]);
    const isOver = changes.every(
      (change) => Math.abs(change) < 1e-7 * objective,
    );
    if ((evaluations >= FEWEST && isOver) || evaluations === MOST) {
      return { metric, objective, evaluations };
    }
    const fell = !((changes.at(-1) as number) > 0);
    step = fell ? 1.01 * step : Math.max(step / 2, SHORTEST);
    metric = cutOff(Matrix.sub(metric, Matrix.mul(gradient, step)));
  }
}

function cutOff(metric: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    metric,
    { assumeSymmetric: true },
  );
  const kept = realEigenvalues.map((value) => Math.max(value, 0));
  return eigenvectorMatrix
    .clone()
    .mulRowVector(kept)
    .mmul(eigenvectorMatrix.transpose());
}
