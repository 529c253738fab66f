import type { SearchCheckpoint, SearchOptions } from 'ml-metric-learning';
import { search, stratifiedKFold } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { ScriptedClassifier } from '../../oracles/ScriptedClassifier.ts';
import {
  recordingExecutor,
  unorderedExecutor,
} from '../../oracles/recordingExecutor.ts';

const parities = Array.from({ length: 60 }, (_, row) => row % 2);
const numbers = parities.map((_, row) => [row]);
const space = { right: [1, 9, 4], fails: [undefined, 'no'] };
const options: SearchOptions<ScriptedClassifier> = {
  folds: 2,
  halving: { factor: 2, minRows: 10 },
};

/** A checkpoint after it was saved to a file. */
function throughText(checkpoint: SearchCheckpoint): SearchCheckpoint {
  const text = JSON.stringify(checkpoint);
  return JSON.parse(text) as SearchCheckpoint;
}

async function checkpointsOf(
  more: SearchOptions<ScriptedClassifier> = {},
): Promise<SearchCheckpoint[]> {
  const checkpoints: SearchCheckpoint[] = [];
  await search(ScriptedClassifier, space, numbers, parities, {
    ...options,
    ...more,
    onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
  });
  return checkpoints;
}

test.each([undefined, unorderedExecutor])(
  'a search continues from any checkpoint, repeats no task, and has the same result',
  async (executor) => {
    const expected = await search(
      ScriptedClassifier,
      space,
      numbers,
      parities,
      options,
    );
    const checkpoints = await checkpointsOf(executor ? { executor } : {});
    expect(checkpoints.length).toBeGreaterThan(12);
    for (const [at, checkpoint] of checkpoints.entries()) {
      const watched = recordingExecutor();
      // eslint-disable-next-line no-await-in-loop -- one after the other
      const resumed = await search(
        ScriptedClassifier,
        space,
        numbers,
        parities,
        {
          ...options,
          executor: watched,
          resume: throughText(checkpoint),
        },
      );
      expect(JSON.stringify(resumed)).toBe(JSON.stringify(expected));
      expect(watched.rounds.flat()).toHaveLength(checkpoints.length - at - 1);
    }
  },
);

test('an aborted search continues', async () => {
  const controller = new AbortController();
  let saved: SearchCheckpoint | undefined;
  await expect(
    search(ScriptedClassifier, space, numbers, parities, {
      ...options,
      signal: controller.signal,
      onCheckpoint: (checkpoint) => {
        saved = checkpoint;
      },
      onProgress: ({ done }) => {
        if (done === 5) controller.abort();
      },
    }),
  ).rejects.toThrow('aborted');
  const done: number[] = [];
  const resumed = await search(ScriptedClassifier, space, numbers, parities, {
    ...options,
    resume: saved,
    onProgress: (progress) => done.push(progress.done),
  });
  expect(done[0]).toBe(6);
  expect(resumed).toStrictEqual(
    await search(ScriptedClassifier, space, numbers, parities, options),
  );
});

test('a checkpoint can be read after any error of a classifier', async () => {
  class Odd {
    readonly #thrown: unknown;
    constructor({ thrown }: { thrown: unknown }) {
      this.#thrown = thrown;
    }
    train(): void {
      throw this.#thrown;
    }
    predict(): number[] {
      return [];
    }
  }
  const odd = Object.assign(new Error('x'), { message: 3, name: undefined });
  let saved: SearchCheckpoint | undefined;
  const failing = { thrown: [odd, 'text', null] };
  await expect(
    search(Odd, failing, numbers, parities, {
      onCheckpoint: (checkpoint) => {
        saved = throughText(checkpoint);
      },
    }),
  ).rejects.toThrow('3');
  const executor = recordingExecutor();
  await expect(
    search(Odd, failing, numbers, parities, { resume: saved, executor }),
  ).rejects.toThrow('3');
  expect(executor.rounds).toHaveLength(0);
});

test('a checkpoint is not modified later', async () => {
  const checkpoints = await checkpointsOf();
  // outcomes are shared between checkpoints
  const [[outcome]] = checkpoints[0].rounds;
  expect(Object.isFrozen(outcome)).toBe(true);
  expect(outcome).toMatchObject({ scores: [0.1] });
  expect(() => {
    (outcome as { scores: number[] }).scores[0] = 1;
  }).toThrow(TypeError);
  const counts = checkpoints.map(
    ({ rounds }) => rounds.flat().filter((outcome) => outcome !== null).length,
  );
  expect(counts).toStrictEqual(checkpoints.map((_, at) => at + 1));
});

test('a checkpoint of another search is refused before any work', async () => {
  const [resume] = await checkpointsOf();
  const other = numbers.slice();
  other[17] = [other[17][0] + 2];
  const relabelled = parities.with(0, 1);
  const another = new RangeError(
    'resume must be a checkpoint of the same search, with the same classifier, data, space, samples, halving, folds, seed and scoring',
  );
  const watched = recordingExecutor();
  const more = { ...options, resume, executor: watched };
  const { right } = space;
  for (const call of [
    () => search(ScriptedClassifier, { right }, numbers, parities, more),
    () => search(ScriptedClassifier, space, other, parities, more),
    () => search(ScriptedClassifier, space, numbers, relabelled, more),
    () =>
      search(ScriptedClassifier, space, numbers, parities, {
        ...more,
        seed: 1,
      }),
    () =>
      search(ScriptedClassifier, space, numbers, parities, {
        ...more,
        folds: 3,
      }),
    () =>
      search(ScriptedClassifier, space, numbers, parities, {
        ...more,
        halving: false,
      }),
    () =>
      search(ScriptedClassifier, space, numbers, parities, {
        ...more,
        scoring: 'macroF1',
      }),
  ]) {
    // eslint-disable-next-line no-await-in-loop -- one after the other
    await expect(call()).rejects.toThrow(another);
  }
  // with given splits, which do not depend on the labels
  const folds = stratifiedKFold(parities, { folds: 2 });
  const [checkpoint] = await checkpointsOf({ folds, halving: false });
  const again = { ...more, folds, halving: false, resume: checkpoint };
  class Other extends ScriptedClassifier {}
  const swapped = parities.with(58, 1).with(59, 0);
  for (const call of [
    () => search(ScriptedClassifier, space, numbers, swapped, again),
    () =>
      search(ScriptedClassifier, space, numbers, parities.map(String), again),
    () => search(Other, space, numbers, parities, again),
  ]) {
    // eslint-disable-next-line no-await-in-loop -- one after the other
    await expect(call()).rejects.toThrow(another);
  }
  expect(watched.rounds).toHaveLength(0);
  expect(checkpoint.fingerprint).toMatch(/^[\da-f]{16}$/);
});

test('an invalid checkpoint is refused', async () => {
  const [valid] = await checkpointsOf();
  const cases: Array<[unknown, Error]> = [
    [3, new TypeError('resume must be a checkpoint of a search, got 3')],
    [
      {},
      new TypeError('resume must be a checkpoint of a search, got an object'),
    ],
    [
      { ...valid, version: 2 },
      new RangeError('resume.version must be 1, got 2'),
    ],
    [
      { ...valid, rounds: [3] },
      new TypeError('resume.rounds[0] must be an array, got 3'),
    ],
    [
      { ...valid, rounds: [[null, { scores: [null] }]] },
      new TypeError(
        'resume.rounds[0][1] must have a finite score or an error, got an object',
      ),
    ],
    // otherwise, a missing score would become NaN
    ...[[], [0.5, 0.5], ['1']].map((scores): [unknown, Error] => [
      { ...valid, rounds: [[{ scores }]] },
      new TypeError(
        'resume.rounds[0][0] must have a finite score or an error, got an object',
      ),
    ]),
    [
      { ...valid, rounds: [new Array(13).fill(null)] },
      new RangeError('resume.rounds[0] must have at most 12 entries, got 13'),
    ],
    [
      { ...valid, rounds: [[], [], [], []] },
      new RangeError('resume.rounds must have at most 2 entries, got 4'),
    ],
  ];
  for (const [resume, error] of cases) {
    // eslint-disable-next-line no-await-in-loop -- one after the other
    await expect(
      search(ScriptedClassifier, space, numbers, parities, {
        ...options,
        resume: resume as SearchCheckpoint,
      }),
    ).rejects.toThrow(error);
  }
});
