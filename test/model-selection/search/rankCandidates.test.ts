import fc from 'fast-check';
import type { Candidate } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { summarizeScores } from '../../../src/model-selection/cross-validation/summarizeScores.ts';
import {
  PREFERENCES,
  chooseBest,
  frontOf,
  paretoLayers,
  rankCandidates,
} from '../../../src/model-selection/search/rankCandidates.ts';

/** Few different values, so that points are often equal in one coordinate, or in all. */
const points = fc.integer({ min: 1, max: 3 }).chain((goals) =>
  fc.array(
    fc.array(fc.integer({ min: 0, max: 6 }), {
      minLength: goals,
      maxLength: goals,
    }),
    { minLength: 1, maxLength: 20 },
  ),
);

function dominates(a: number[], b: number[]): boolean {
  return (
    a.every((value, at) => value >= b[at]) &&
    a.some((value, at) => value > b[at])
  );
}

function candidate(...goals: number[][]): Candidate {
  return candidateOf([false, false, false], goals);
}

/** A candidate of which some scores are losses. */
function candidateOf(losses: boolean[], goals: number[][]): Candidate {
  const folds = goals[0].map((_, fold) => goals.map((goal) => goal[fold]));
  const names = goals.map((_, at) => ({
    name: ['first', 'second', 'third'][at],
    smallerIsBetter: losses[at],
  }));
  return { options: {}, rounds: 1, scores: summarizeScores(names, folds) };
}

test('layers are Pareto fronts, removed one after the other', () => {
  fc.assert(
    fc.property(points, (given) => {
      const expected = given.map(() => -1);
      for (let layer = 0; expected.includes(-1); layer++) {
        const left = given.filter((_, at) => expected[at] === -1);
        const front = given.map(
          (point, at) =>
            expected[at] === -1 &&
            !left.some((other) => dominates(other, point)),
        );
        for (const [at, isFront] of front.entries()) {
          if (isFront) expected[at] = layer;
        }
      }
      expect(paretoLayers(given)).toStrictEqual(expected);
    }),
  );
});

test('no candidate ranks below one that it dominates', () => {
  fc.assert(
    fc.property(points, (given) => {
      const candidates = given.map((goals) =>
        candidate(...goals.map((goal) => [goal])),
      );
      const order = rankCandidates(candidates);
      for (const [place, at] of order.entries()) {
        for (const later of order.slice(place + 1)) {
          expect(dominates(given[later], given[at])).toBe(false);
        }
      }
      const front = frontOf(candidates);
      const best = chooseBest(front, 'first');
      expect(best).toBe(candidates[order[0]]);
      expect(front).toContain(chooseBest(front, 'oneStandardError'));
    }),
  );
});

test('losses rank as their negatives do', () => {
  const losses = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(points, losses, (given, isLoss) => {
      const folds = (point: number[]) =>
        point.map((value) => [value, value + 1]);
      const plain = given.map((point) => candidate(...folds(point)));
      const flipped = given.map((point) =>
        candidateOf(
          isLoss,
          folds(point).map((values, at) =>
            values.map((value) => (isLoss[at] ? -value : value)),
          ),
        ),
      );
      expect(rankCandidates(flipped)).toStrictEqual(rankCandidates(plain));
      const front = frontOf(plain);
      const mirrored = frontOf(flipped);
      const places = (of: Candidate[], all: Candidate[]) =>
        of.map((each) => all.indexOf(each));
      expect(places(mirrored, flipped)).toStrictEqual(places(front, plain));
      for (const rule of PREFERENCES) {
        expect(flipped.indexOf(chooseBest(mirrored, rule))).toBe(
          plain.indexOf(chooseBest(front, rule)),
        );
      }
    }),
  );
});

test('within one standard error, the largest second score wins', () => {
  // mean .9, standard error .05
  const best = candidate([0.8, 0.9, 0.9, 1], [0, 0, 0, 0]);
  const error = best.scores.first.standardDeviation / 2;
  const constant = (value: number) => [value, value, value, value];
  const near = candidate(constant(0.9 - error * 0.99), constant(2));
  const nearer = candidate(constant(0.9 - error * 0.5), constant(1));
  const far = candidate(constant(0.9 - error * 1.01), constant(3));
  const choose = (front: Candidate[]) => chooseBest(front, 'oneStandardError');
  expect(choose([best, far, near, nearer])).toBe(near);
  expect(choose([best, far, nearer])).toBe(nearer);
  expect(choose([far, best])).toBe(best);
  expect(chooseBest([far, nearer, best, near], 'first')).toBe(best);
});

test('means that differ only by rounding are equal', () => {
  const one = candidate([1, 0.9444444444444444, 0.9722222222222222, 1, 1]);
  const other = candidate([1, 0.9722222222222222, 0.9444444444444444, 1, 1]);
  expect(one.scores.first.mean).not.toBe(other.scores.first.mean);
  expect(frontOf([one, other])).toStrictEqual([one, other]);
  for (const rule of PREFERENCES) {
    expect(chooseBest([one, other], rule)).toBe(one);
    expect(chooseBest([other, one], rule)).toBe(other);
  }
});

test('with one score, the largest mean wins regardless of its error, and the first among equals', () => {
  const best = candidate([0.8, 1]);
  const equal = candidate([0.9, 0.9]);
  const near = candidate([0.89, 0.89]);
  for (const rule of PREFERENCES) {
    expect(chooseBest([near, best, equal], rule)).toBe(best);
    expect(chooseBest([near, equal, best], rule)).toBe(equal);
  }
});
