/** Compared with the authors' own run (LMNN-PL, MATLAB under Octave), which is stored beside the repository. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Matrix } from 'ml-matrix';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import type { AustralianRound } from '../../benchmark/data/readAustralian.ts';
import { readAustralian } from '../../benchmark/data/readAustralian.ts';
import { runSync } from '../../src/async/work.ts';
import { checkLabelledData } from '../../src/data/LabelledData.ts';
import { mineTriplets } from '../../src/neighbors/triplets/mineTriplets.ts';
import { relativeError } from '../oracles/numericGradient.ts';
import type { PlainSettings } from '../oracles/plainObjective.ts';
import {
  evaluateAt,
  learnerOptions,
  listTriplets,
  rootOf,
  tripletObjective,
  tripletsOf,
} from '../oracles/tripletObjective.ts';

const folder = new URL(
  '../../../shared/reference/australian/',
  import.meta.url,
);

interface Round {
  preprocessed: { trainFirst3Rows: number[][] };
  triplets: {
    count: number;
    first30: number[][];
    last3: number[][];
    orderSensitiveColSums: number[];
  };
  M: number[][];
  initial: { objective: number };
  final: { objective: number };
}

interface GradientCheck extends Omit<AustralianRound, 'y' | 'test'> {
  triplets: number[][];
  points: Array<{
    at: string;
    M: number[][];
    objective: number;
    grad: number[][];
  }>;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

function settingsOf({
  mu,
  lambda,
  tau,
}: Omit<AustralianRound, 'X' | 'y' | 'test'>): PlainSettings {
  return { pull: mu, weight: lambda, target: tau, epsilon: 1e-10 };
}

describe('Australian credit', () => {
  const rounds = readAustralian(fileURLToPath(folder));

  test('in all 20 rounds, a fit from the identity ends no higher than the reference', () => {
    const theirs = read('summary.json') as {
      rounds: Array<{ objFinalPL: number }>;
    };
    for (const [number, round] of rounds.entries()) {
      const metric = new MetricLearner({
        ...learnerOptions(settingsOf(round)),
        standardize: false,
      });
      const { summary } = metric.fit(round.X, round.y);
      const { objFinalPL } = theirs.rounds[number];
      expect(summary.objective).toBeLessThanOrEqual(objFinalPL);
      expect(summary.converged).toBe(true);
    }
  });

  describe.each([1, 10, 20])('round %i', (number) => {
    const name = String(number).padStart(2, '0');
    const round = read(`round${name}.json`) as Round;
    const { X, y } = rounds[number - 1];
    const settings = settingsOf(rounds[number - 1]);
    const data = checkLabelledData(X, y);
    const triplets = runSync(mineTriplets(data, { targets: 3, impostors: 10 }));

    test('the rows are those of the authors', () => {
      const expected = round.preprocessed.trainFirst3Rows.flat();
      expect(relativeError(X.slice(0, 3).flat(), expected)).toBeLessThan(1e-14);
    });

    test('the triplets are the same, in the same order', () => {
      const list = listTriplets(triplets);
      expect(list).toHaveLength(round.triplets.count);
      expect(list.slice(0, 30)).toStrictEqual(round.triplets.first30);
      expect(list.slice(-3)).toStrictEqual(round.triplets.last3);
      const sums = [0, 1, 2].map((end) =>
        list.reduce(
          (sum, triplet, t) => sum + ((t % 1009) + 1) * triplet[end],
          0,
        ),
      );
      expect(sums).toStrictEqual(round.triplets.orderSensitiveColSums);
    });

    test('the objective is the same at the start and at the result of the authors', () => {
      const objective = tripletObjective(data, triplets, settings);
      const start = evaluateAt(objective, Matrix.eye(14)).value;
      expect(relativeError([start], [round.initial.objective])).toBeLessThan(
        1e-12,
      );
      const end = evaluateAt(objective, rootOf(new Matrix(round.M))).value;
      expect(relativeError([end], [round.final.objective])).toBeLessThan(1e-12);
    });

    describe('on their first 200 triplets', () => {
      const check = read(`gradcheck_round${name}.json`) as GradientCheck;
      const part = checkLabelledData(
        check.X,
        check.X.map((_, row) => row % 2),
      );
      const objective = tripletObjective(
        part,
        tripletsOf(check.triplets, part.rows),
        settingsOf(check),
      );

      test.each(check.points)(
        '∂F/∂L is 2 L ∂F/∂M at the $at metric',
        (point) => {
          const components = rootOf(new Matrix(point.M));
          const ours = evaluateAt(objective, components);
          expect(relativeError([ours.value], [point.objective])).toBeLessThan(
            1e-12,
          );
          const expected = components.mmul(new Matrix(point.grad)).mul(2);
          expect(
            relativeError(ours.gradient.to1DArray(), expected.to1DArray()),
          ).toBeLessThan(1e-12);
        },
      );
    });
  });
});
