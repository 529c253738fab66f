import type { Label } from 'ml-metric-learning';
import { search, stratifiedKFold } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { checkLabelledData } from '../../../src/data/LabelledData.ts';
import { planRounds } from '../../../src/model-selection/search/planRounds.ts';
import { ScriptedClassifier } from '../../oracles/ScriptedClassifier.ts';
import { recordingExecutor } from '../../oracles/recordingExecutor.ts';

const parities = Array.from({ length: 135 }, (_, row) => row % 2);
const numbers = parities.map((_, row) => [row]);

test('the best candidates advance to more rows, and the last ones to all rows', async () => {
  const executor = recordingExecutor();
  const right = [1, 8, 3, 9, 5, 2, 7, 4, 6];
  const { best, results } = await search(
    ScriptedClassifier,
    { right },
    numbers,
    parities,
    {
      folds: 3,
      halving: { factor: 3, minRows: 10 },
      executor,
    },
  );
  const tried = executor.rounds.map((tasks) =>
    tasks
      .filter((_, at) => at % 3 === 0)
      .map(({ options }) => (options as { right: number }).right),
  );
  expect(tried).toStrictEqual([right, [8, 9, 7], [9]]);
  const rows = executor.rounds.map(([{ train, test: tested }]) => [
    train.length,
    tested.length,
  ]);
  expect(rows).toStrictEqual([
    [10, 45],
    [30, 45],
    [90, 45],
  ]);
  expect(best.options).toStrictEqual({ right: 9 });
  expect(results.map(({ rounds }) => rounds)).toStrictEqual([
    1, 2, 1, 3, 1, 1, 2, 1, 1,
  ]);
});

test('with two scores, the Pareto front advances before dominated candidates', async () => {
  const executor = recordingExecutor();
  function opposite(classifier: ScriptedClassifier, X: number[][], y: Label[]) {
    const labels = classifier.predict(X);
    const hits = labels.filter((label, row) => label === y[row]);
    return -hits.length - classifier.penalty;
  }
  // without a penalty, no candidate dominates another; with one, each is dominated by a duplicate without it
  const space = { right: [1, 2, 3, 4], penalty: [1, 0] };
  await search(ScriptedClassifier, space, numbers, parities, {
    folds: 3,
    halving: { factor: 2, minRows: 40 },
    scoring: ['accuracy', opposite],
    executor,
  });
  const survivors = executor.rounds[1]
    .filter((_, at) => at % 3 === 0)
    .map(({ options }) => options);
  expect(survivors).toStrictEqual(
    space.right.map((right) => ({ right, penalty: 0 })),
  );
});

test('failed candidates do not advance, and the search fails if all fail', async () => {
  const executor = recordingExecutor();
  const { best } = await search(
    ScriptedClassifier,
    { right: [9, 8, 2], fails: [undefined, 'no'] },
    numbers,
    parities,
    { halving: { factor: 2, minRows: 10 }, executor },
  );
  expect(best.options).toStrictEqual({ right: 9 });
  expect(executor.rounds[1]).toHaveLength(15);
  await expect(
    search(
      ScriptedClassifier,
      { right: [1, 2, 3], needs: 200 },
      numbers,
      parities,
      {
        halving: true,
      },
    ),
  ).rejects.toThrow(/^\d+ rows are too few$/);
});

describe('rows of rounds', () => {
  const y = Array.from({ length: 200 }, (_, row) =>
    row % 20 === 0 ? 'rare' : 'usual',
  );
  const data = checkLabelledData(
    y.map((_, row) => [row]),
    y,
  );
  const splits = stratifiedKFold(y).map(({ train, test: tested }) => ({
    train: Int32Array.from(train),
    test: Int32Array.from(tested),
  }));
  const rounds = planRounds({ factor: 2, minRows: 20 }, 100, splits, data, 1);

  test('are a subset of those of the next round, and keep the class proportions', () => {
    expect(rounds.map(({ candidates }) => candidates)).toStrictEqual([
      100, 50, 25, 13,
    ]);
    for (const [round, { splits: subsets }] of rounds.entries()) {
      for (const [fold, { train, test: tested }] of subsets.entries()) {
        expect(tested).toBe(splits[fold].test);
        expect(train).toHaveLength(20 * 2 ** round);
        expect(train.toSorted()).toStrictEqual(train);
        const next =
          rounds[round + 1]?.splits[fold].train ?? splits[fold].train;
        expect(train.every((row) => next.includes(row))).toBe(true);
        const rare = train.filter((row) => y[row] === 'rare').length;
        // a twentieth, but at least two
        expect(Math.abs(rare - Math.max(2, 2 ** round))).toBeLessThanOrEqual(1);
        expect(rare).toBeGreaterThanOrEqual(2);
      }
    }
    expect(rounds[3].splits.map(({ train }) => train)).toStrictEqual(
      splits.map(({ train }) => train),
    );
  });

  test('are seeded', () => {
    const halving = { factor: 2, minRows: 20 };
    expect(planRounds(halving, 100, splits, data, 1)).toStrictEqual(rounds);
    expect(planRounds(halving, 100, splits, data, 2)).not.toStrictEqual(rounds);
  });

  test('are all rows, in one round, for few candidates or few rows', () => {
    expect(planRounds(true, 2, splits, data, 0)).toHaveLength(1);
    expect(planRounds({ minRows: 100 }, 50, splits, data, 0)).toHaveLength(1);
    expect(planRounds(false, 50, splits, data, 0)).toHaveLength(1);
  });
});
