/**
 * Radii under metrics that hardly separate some rows, near boundaries, far from the origin and at extreme scales, where
 * rounding decides. Compared with `predict`, as in neverViolated.test.ts, with the closed-form adversarial move of the
 * nearest pairs of rows, and the point along it where the prediction changes.
 */
import fc from 'fast-check';
import type { CertifyOptions, Label } from 'ml-metric-learning';
import { certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { fittedClassifierOf } from '../../src/estimators/classifier/MetricKNN.ts';
import { exactNormal } from '../oracles/exactNormal.ts';
import type { IllConditionedProblem } from '../oracles/illConditionedProblem.ts';
import { illConditionedProblem } from '../oracles/illConditionedProblem.ts';
import type { Norm } from '../oracles/norms.ts';
import { plainNorm, steepest } from '../oracles/norms.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';

/** Just below a radius: by a few times the rounding error of the norm of a perturbation. */
const BELOW = 1 - 1e-14;
/** Norms, in radii: below it, and as far as a change is searched for. */
const SIZES = [1e-3, 0.1, 0.3, 0.6, 0.9, 0.99, BELOW];
const FARTHER = [1.001, 1.1, 2, 8, 100, 1e4];
/** The number of bisections between a norm that changes nothing and one that does. */
const HALVINGS = 20;
/** The number of rows of each kind that are paired, and of random directions. */
const NEAREST = 3;
const RANDOM = 2;

/**
 * The number of moves tried, of those that changed the prediction, and of those that did within a tenth beyond the
 * radius.
 */
const tried = { ways: 0, changed: 0, close: 0 };

/** The settings of a certificate. */
interface Space {
  norm: Norm;
  units: 'standardized' | 'raw';
  exact: CertifyOptions['exact'];
}

/** The direction of a move: a perturbation of norm 1, in raw units. */
interface Way {
  row: number[];
  step: number[];
  label: Label;
  radius: number;
}

test.each([
  [2, 'standardized', 'in closed form'],
  [2, 'raw', 'in closed form'],
  [1, 'standardized', 'in closed form'],
  [1, 'raw', 'in closed form'],
  [Infinity, 'standardized', 'in closed form'],
  [Infinity, 'raw', 'in closed form'],
  [2, 'standardized', 'exact'],
  [2, 'raw', 'exact'],
  [1, 'standardized', 'exact'],
  [Infinity, 'raw', 'exact'],
] as const)('norm %d, %s units, %s', (norm, units, form) => {
  fc.assert(
    fc.property(illConditionedProblem, (problem) => {
      const exact = form === 'exact' && { nodes: 200 };
      const ways = waysOf(problem, { norm, units, exact });
      if (ways.length === 0) return;
      for (const size of SIZES) {
        expect(
          labelsAt(
            problem,
            ways,
            ways.map(() => size),
          ),
        ).toStrictEqual(ways.map(({ label }) => label));
      }
      for (const change of firstChanges(problem, ways)) {
        tried.ways++;
        if (change < Infinity) tried.changed++;
        if (change < 1.1) tried.close++;
        expect(change).toBeGreaterThan(BELOW);
      }
    }),
    { numRuns: 60 },
  );
});

test('there were many moves, most of them changed the prediction, and some were close', () => {
  expect(tried.ways).toBeGreaterThan(20_000);
  expect(tried.changed).toBeGreaterThan(0.5 * tried.ways);
  expect(tried.close).toBeGreaterThan(0.05 * tried.ways);
});

/** Where the prediction changes along each direction, in radii: not farther than the returned value. */
function firstChanges(problem: IllConditionedProblem, ways: Way[]): number[] {
  const least = ways.map(() => BELOW);
  const most = ways.map(() => Infinity);
  for (const size of FARTHER) {
    const labels = labelsAt(
      problem,
      ways,
      ways.map(() => size),
    );
    for (const [at, { label }] of ways.entries()) {
      if (most[at] < Infinity) continue;
      if (labels[at] === label) least[at] = size;
      else most[at] = size;
    }
  }
  for (let halving = 0; halving < HALVINGS; halving++) {
    // without a change there is nothing to bisect
    const middle = ways.map((_, at) =>
      most[at] < Infinity ? (least[at] + most[at]) / 2 : least[at],
    );
    const labels = labelsAt(problem, ways, middle);
    for (const [at, { label }] of ways.entries()) {
      if (labels[at] === label) least[at] = middle[at];
      else most[at] = middle[at];
    }
  }
  return most;
}

function labelsAt(
  { knn }: IllConditionedProblem,
  ways: Way[],
  sizes: number[],
): Label[] {
  return knn.predict(
    ways.map(({ row, step, radius }, at) =>
      row.map((value, column) => value + step[column] * (radius * sizes[at])),
    ),
  );
}

function waysOf(
  problem: IllConditionedProblem,
  { norm, units, exact }: Space,
): Way[] {
  const { knn, X, y, queries, seed } = problem;
  const certificates = certify(knn, queries, { norm, units, exact });
  const { indices } = knn.kneighbors(queries, { k: X.length });
  const { scale } = fittedClassifierOf(knn, 'the test').map;
  const lengths = Array.from(scale, (unit) => (units === 'raw' ? 1 : unit));
  return certificates.flatMap(({ label, radius }, at) => {
    expect(radius).toBeGreaterThanOrEqual(0);
    if (radius === 0 || radius === Infinity) return [];
    const row = queries[at];
    const own = indices[at].filter((index) => y[index] === label);
    const others = indices[at].filter((index) => y[index] !== label);
    const directions = [
      ...directed(problem, own, others, lengths, norm),
      // the directions to rows of other classes
      ...others
        .slice(0, NEAREST)
        .map((other) => X[other].map((x, c) => (x - row[c]) / lengths[c])),
      ...rowsOf(normals(RANDOM * row.length, seed + at), row.length),
    ];
    return directions.flatMap((direction) => {
      const largest = plainNorm(direction, Infinity);
      if (!(largest > 0 && largest < Infinity)) return [];
      // twice: squares neither overflow nor underflow then
      const even = direction.map((value) => value / largest);
      const length = plainNorm(even, norm);
      const step = even.map((value, c) => (value / length) * lengths[c]);
      return [{ row, step, label, radius }];
    });
  });
}

/** The steepest directions to the boundaries between the nearest same-class rows and impostors (math.md 1.4). */
function directed(
  { X, components, knn }: IllConditionedProblem,
  own: number[],
  others: number[],
  lengths: number[],
  norm: Norm,
): number[][] {
  const identity = lengths.map((_, r) =>
    lengths.map((__, c) => Number(r === c)),
  );
  const L = knn.metric ? components : identity;
  return own.slice(0, NEAREST).flatMap((i) =>
    others.slice(0, NEAREST).map((j) => {
      const normal = exactNormal(L, X[i], X[j]);
      return steepest(
        normal.map((value, c) => value * lengths[c]),
        norm,
      );
    }),
  );
}
