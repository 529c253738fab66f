import { describe, expect, test } from 'vitest';

import { asWork, runSync } from '../../src/async/work.ts';
import { seededRandom } from '../../src/data/random.ts';
import type { LossOption } from '../../src/losses/resolveLoss.ts';
import { isCustomLoss, resolveLoss } from '../../src/losses/resolveLoss.ts';
import { range, type } from '../oracles/errors.ts';
import { randomTriplets } from '../oracles/randomData.ts';

const { data, triplets } = randomTriplets(20, 2, 2, 5);

function evaluate(option: LossOption) {
  const prepared = resolveLoss(option).prepare(data, triplets, seededRandom(0));
  const gradient = new Float64Array(data.values.length);
  const value = runSync(asWork(prepared.evaluate(data, gradient)));
  return { value, gradient };
}

test.each([
  ['lmnn', { push: 0.5, impostors: 'fixed', hinge: 'linear' }],
  ['nca', {}],
  ['triplet', { margin: 1, distance: 'squared', smooth: false }],
  ['none', {}],
] as const)(
  '%s by name, by name with options, and with its defaults',
  (name, defaults) => {
    expect(resolveLoss(name).name).toBe(name);
    const alone = evaluate(name);
    expect(evaluate({ name } as LossOption)).toStrictEqual(alone);
    expect(evaluate({ name, ...defaults } as LossOption)).toStrictEqual(alone);
  },
);

test('none is 0 everywhere', () => {
  const { value, gradient } = evaluate('none');
  expect(value).toBe(0);
  expect(gradient.every((entry) => entry === 0)).toBe(true);
});

test('of the built-in losses, only NCA has flat regions and never uses triplets', () => {
  for (const name of ['lmnn', 'nca', 'triplet', 'none'] as const) {
    const loss = resolveLoss(name);
    const { saturates } = loss.prepare(data, triplets, seededRandom(0));
    expect(saturates === true).toBe(name === 'nca');
    expect(loss.ignoresTriplets === true).toBe(name === 'nca');
  }
});

test('a custom loss is any object with prepare', () => {
  expect(isCustomLoss({ name: 'own', prepare: 5 })).toBe(true);
  for (const other of ['nca', { name: 'nca' }, null, undefined, 3]) {
    expect(isCustomLoss(other)).toBe(false);
  }
});

describe('bad input', () => {
  const named = "'lmnn', 'nca', 'triplet' or 'none'";

  test.each([
    ['lmmn', range(`loss must be ${named}, got 'lmmn', did you mean 'lmnn'?`)],
    ['NCA', range(`loss must be ${named}, got 'NCA', did you mean 'nca'?`)],
    ['siamese', range(`loss must be ${named}, got 'siamese'`)],
    [{ push: 1 }, type(`loss.name must be ${named}, got undefined`)],
    [3, type('loss must be a name or an object with a name, got 3')],
    [null, type('loss must be a name or an object with a name, got null')],
    [
      { name: '', prepare: () => ({}) },
      type("loss.name must be a string that is not empty, got ''"),
    ],
    [
      { name: 5, prepare: () => ({}) },
      type('loss.name must be a string that is not empty, got 5'),
    ],
    [
      { name: 'own', prepare: 5 },
      type('loss.prepare must be a function, got 5'),
    ],
    [
      { name: 'lmnn', weight: 1 },
      type(
        "unknown option 'weight' in loss; known options: name, push, impostors, hinge",
      ),
    ],
    [
      { name: 'nca', push: 1 },
      type("unknown option 'push' in loss; known options: name"),
    ],
    [
      { name: 'none', push: 1 },
      type("unknown option 'push' in loss; known options: name"),
    ],
    [
      { name: 'triplet', push: 1 },
      type(
        "unknown option 'push' in loss; known options: name, margin, distance, smooth",
      ),
    ],
    [
      { name: 'lmnn', push: 0 },
      range(
        'loss.push must be greater than 0 (pulling alone would shrink the metric to nothing), got 0',
      ),
    ],
    [
      { name: 'lmnn', push: 1.5 },
      range('loss.push must be at most 1, got 1.5'),
    ],
    [
      { name: 'lmnn', impostors: 'all' },
      range("loss.impostors must be 'fixed' or 'active', got 'all'"),
    ],
    [
      { name: 'lmnn', hinge: 'cubic' },
      range("loss.hinge must be 'linear' or 'squared', got 'cubic'"),
    ],
    [
      { name: 'triplet', margin: 0 },
      range(
        'loss.margin must be greater than 0 (without it, the metric would shrink to nothing), got 0',
      ),
    ],
    [
      { name: 'triplet', margin: -1, smooth: true },
      range('loss.margin must be at least 0, got -1'),
    ],
    [
      { name: 'triplet', distance: 'cosine' },
      range("loss.distance must be 'squared' or 'plain', got 'cosine'"),
    ],
    [
      { name: 'triplet', smooth: 1 },
      type('loss.smooth must be a boolean, got 1'),
    ],
  ])('%o', (option, error) => {
    expect(() => resolveLoss(option as LossOption)).toThrow(error);
  });
});
