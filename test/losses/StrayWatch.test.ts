import { describe, expect, test } from 'vitest';

import type { PreparedLoss } from '../../src/losses/Loss.ts';
import { StrayWatch } from '../../src/losses/StrayWatch.ts';

const embedding = { values: Float64Array.of(1, 2, 3, 4), rows: 2, columns: 2 };

/** What is found at each of some evaluations, and how often the loss was called. */
function watch(
  evaluations: number,
  evaluate: (gradient: Float64Array, at: number) => void,
) {
  const strayWatch = new StrayWatch();
  let calls = 0;
  let at = 0;
  const loss: PreparedLoss = {
    evaluate: (_, gradient) => {
      calls++;
      evaluate(gradient, at);
      return 1;
    },
  };
  const found: Array<string | undefined> = [];
  for (at = 1; at <= evaluations; at++) {
    found.push(strayWatch.find(loss, embedding));
  }
  return { found, calls };
}

test('watches the 1st, 2nd, 4th, 8th, … evaluation', () => {
  const places: number[] = [];
  const { found, calls } = watch(100, (gradient, at) => {
    gradient[3] += 1;
    gradient[-at] = 1;
    places.push(at);
  });
  expect(places).toStrictEqual([1, 2, 4, 8, 16, 32, 64]);
  expect(calls).toBe(places.length);
  for (const [evaluation, place] of found.entries()) {
    const isWatched = places.includes(evaluation + 1);
    expect(place).toBe(isWatched ? `-${evaluation + 1}` : undefined);
  }
});

test('stops at a million accesses, in all evaluations together', () => {
  let accesses = 0;
  const { calls } = watch(1000, (gradient) => {
    for (let i = 0; i < 300_000; i++) {
      gradient[0] = i;
      accesses++;
    }
  });
  // the fourth is broken off at the next access
  expect(calls).toBe(4);
  expect(accesses).toBe(1_000_000);
});

test('a million accesses are not too many yet', () => {
  const { calls } = watch(2, (gradient) => {
    for (let i = 0; i < 1_000_000; i++) gradient[0] = i;
  });
  expect(calls).toBe(2);
});

describe('what it finds', () => {
  test.each([
    [
      'before the beginning',
      (gradient: Float64Array) => (gradient[-1] = 1),
      '-1',
    ],
    ['past the end', (gradient: Float64Array) => (gradient[4] = 1), '4'],
    ['between', (gradient: Float64Array) => (gradient[0.5] = 1), '0.5'],
    ['nowhere', (gradient: Float64Array) => (gradient[Number.NaN] = 1), 'NaN'],
    [
      'after calls of what arrays can do',
      (gradient: Float64Array) => gradient.fill(1).set([2], 1),
      undefined,
    ],
    [
      'past the end, after such a call',
      (gradient: Float64Array) => {
        gradient.fill(1);
        gradient[4] = 1;
      },
      '4',
    ],
    [
      'at a symbol, which is no place',
      (gradient: Float64Array) =>
        (gradient[Symbol('own') as never] = 1 as never),
      undefined,
    ],
    ['inside', (gradient: Float64Array) => (gradient[3] = 1), undefined],
  ])('%s', (_, write, place) => {
    expect(watch(1, write).found).toStrictEqual([place]);
  });

  test('whatever the loss throws, or makes of the embedding', () => {
    const strayWatch = new StrayWatch();
    const loss: PreparedLoss = {
      evaluate: ({ values }, gradient) => {
        values.fill(0);
        gradient[9] = 1;
        throw new Error('no');
      },
    };
    expect(strayWatch.find(loss, embedding)).toBe('9');
    expect(embedding.values).toStrictEqual(Float64Array.of(1, 2, 3, 4));
  });
});
