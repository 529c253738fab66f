/** Any JSON value as an argument of figures and reports gives an error that names an argument, or a picture. */
import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import {
  confusionSVG,
  describeChange,
  embeddingSVG,
  historySVG,
  importanceSVG,
  metricSVG,
  reportHTML,
  robustnessSVG,
  scatterSVG,
  searchSVG,
} from 'ml-metric-learning/report';
import { test } from 'vitest';

import type { FuzzedCall } from '../oracles/expectFuzzedCall.ts';
import { expectFuzzedCall } from '../oracles/expectFuzzedCall.ts';
import { randomTable } from '../oracles/randomData.ts';

const { X, y } = randomTable(14, 3, 2, 5);
const metric = new MetricLearner({ triplets: { targets: 2 } }).fit(X, y);
const knn = MetricKNN.fromMetric(metric, X, y, { k: 1 });
const figure = { title: 'A title', id: 'figure', theme: 'light' };
const columnNames = ['a', 'b', 'c'];
const point = { radius: 0.5, certified: 0.5, attacked: 0.75 };
const curves = { mine: [{ radius: 0, certified: 1, attacked: 1 }, point] };
const history = [
  { iteration: 0, objective: 2, gradientNorm: 1 },
  { iteration: 1, objective: 1, gradientNorm: 0.5 },
];
const score = (mean: number) => ({ mean, standardDeviation: 0.1 });
const results = [1, 3].map((k) => ({
  options: { k },
  scores: { accuracy: score(1 / k), meanRadius: score(k) },
  rank: 1,
  round: 0,
}));
const found = { best: results[0], results };

const calls: Record<string, FuzzedCall> = {
  scatterSVG: {
    valid: {
      scatter: {
        points: X.map((row) => row.slice(0, 2)),
        labels: y,
        classes: ['class 0', 'class 1'],
        names: y.map((_, row) => `name ${row}`),
        radii: y.map((_, row) => row / 9),
        ball: { longer: 1, shorter: 0.5, angle: 1 },
        axes: { x: 'a', y: 'b' },
      },
      options: figure,
    },
    run: scatterSVG,
  },
  embeddingSVG: {
    valid: {
      knn,
      X,
      y,
      options: { ...figure, view: 'before', columnNames, limit: 9, seed: 1 },
    },
    run: embeddingSVG,
    runs: 150,
  },
  robustnessSVG: { valid: { curves, options: figure }, run: robustnessSVG },
  metricSVG: {
    valid: { metric, options: { ...figure, columnNames, limit: 2 } },
    run: metricSVG,
  },
  importanceSVG: {
    valid: { metric, options: { ...figure, columnNames, limit: 2 } },
    run: importanceSVG,
  },
  historySVG: { valid: { history, options: figure }, run: historySVG },
  searchSVG: {
    valid: {
      search: found,
      options: { ...figure, x: 'accuracy', y: 'meanRadius' },
    },
    run: searchSVG,
  },
  confusionSVG: {
    valid: {
      confusion: {
        labels: ['a', 'b'],
        counts: [
          [3, 1],
          [0, 4],
        ],
      },
      options: figure,
    },
    run: confusionSVG,
  },
  describeChange: {
    valid: {
      from: [1, 2, 3],
      to: [1, 2.5, 3],
      columns: { columnNames, units: ['cm', '', 'g'], scale: [1, 1, 2] },
    },
    run: describeChange,
  },
  reportHTML: {
    valid: {
      options: {
        knn,
        X,
        y,
        compare: { other: knn },
        title: 'A report',
        columnNames,
        rowNames: y.map((_, row) => `name ${row}`),
        units: ['cm', '', 'g'],
        curves,
        search: found,
        limit: 9,
        fragile: 3,
        seed: 1,
        theme: 'dark',
      },
    },
    run: reportHTML,
    runs: 100,
  },
};

test.each(Object.entries(calls))('%s', (_, call) => expectFuzzedCall(call));
