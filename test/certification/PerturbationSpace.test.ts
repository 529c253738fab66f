import { MetricKNN } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import {
  perturbationBox,
  perturbationSpace,
} from '../../src/certification/PerturbationSpace.ts';
import { readColumnLimits } from '../../src/certification/columnLimits.ts';
import { fittedClassifierOf } from '../../src/estimators/classifier/MetricKNN.ts';
import { metricOf } from '../oracles/metricOf.ts';

const L = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
];
const scale = [2, 0.5, 4, 1];
const rows = [
  [0, 0, 0, 0],
  [1, 1, 1, 1],
];
const classifier = fittedClassifierOf(
  MetricKNN.fromMetric(metricOf(L, [0, 0, 0, 0], scale), rows, ['a', 'b'], {
    k: 1,
  }),
  'the test',
);
const columns = {
  0: 'fixed',
  1: 'increase',
  2: 'decrease',
  3: { min: -2, max: 5 },
};

test('a fixed column moves neither the row nor its image', () => {
  const limits = readColumnLimits(columns, 4);
  const { map, lengths, units } = perturbationSpace(
    classifier,
    'standardized',
    limits,
  );
  expect(Array.from(map.values)).toStrictEqual([0, 1, 12, 4, 0, 3, 28, 8]);
  expect(Array.from(lengths)).toStrictEqual([0, 0.5, 4, 1]);
  expect(Array.from(units)).toStrictEqual(scale);
});

test('bounds are in units of perturbations, from the row on', () => {
  const limits = readColumnLimits(columns, 4);
  const row = Float64Array.of(7, 7, 7, 1);
  const space = perturbationSpace(classifier, 'standardized', limits);
  const { low, high } = perturbationBox(space, row) ?? {};
  // what happens to a fixed column counts for nothing
  expect(low && Array.from(low)).toStrictEqual([-Infinity, 0, -Infinity, -3]);
  expect(high && Array.from(high)).toStrictEqual([Infinity, Infinity, 0, 4]);
  const free = perturbationSpace(classifier, 'raw');
  expect(perturbationBox(free, row)).toBeUndefined();
});

test('one bound alone is enough', () => {
  const limits = readColumnLimits({ 2: { max: 3 } }, 4);
  expect(limits && Array.from(limits.min)).toStrictEqual(
    new Array(4).fill(-Infinity),
  );
  expect(limits && Array.from(limits.max)).toStrictEqual([
    Infinity,
    Infinity,
    3,
    Infinity,
  ]);
});
