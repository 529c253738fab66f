import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import {
  confusionSVG,
  embeddingSVG,
  historySVG,
  importanceSVG,
  metricSVG,
  reportHTML,
  robustnessSVG,
  scatterSVG,
  searchSVG,
} from 'ml-metric-learning/report';
import { describe, expect, test } from 'vitest';

import { metricOf } from '../../oracles/metricOf.ts';

const X = [[1], [2], [3]];
const y = ['a', 'b', 'b'];
const knn = new MetricKNN({ k: 1, metric: false }).train(X, y);
const metric = metricOf([[1, 2]]);
const axes = { x: 'a', y: 'b' };
const point = { radius: 0, certified: 1 };
const score = { mean: 1, standardDeviation: 0 };

/** A call with arguments of any type, as from a program without types. */
type Call = (...values: unknown[]) => unknown;
const report = reportHTML as Call;
const scatter = scatterSVG as Call;
const search = searchSVG as Call;
const confusion = confusionSVG as Call;

const figures: Array<[string, () => unknown, RegExp]> = [
  [
    'an unknown theme',
    () => scatter({ points: X, labels: y, axes }, { theme: 'blue' }),
    /^theme must be 'auto', 'light' or 'dark', got 'blue'$/,
  ],
  [
    'a misspelt option',
    () => scatter({ points: X, labels: y, axes }, { titel: 'x' }),
    /^unknown option 'titel' in options, did you mean 'title'\?$/,
  ],
  [
    'an id with markup',
    () => (historySVG as Call)([{}], { id: '"><b>' }),
    /^id must be letters, digits, hyphens and underscores, starting with a letter, got '"><b>'$/,
  ],
  [
    'a title that is not a string',
    () => (historySVG as Call)([{}], { title: 7 }),
    /^title must be a string, got 7$/,
  ],
  [
    'points of one coordinate',
    () => scatter({ points: X, labels: y, axes }),
    /^points\[0\]\[1\] must be a number, got undefined$/,
  ],
  [
    'too few points',
    () => scatter({ points: [[1, 2]], labels: y, axes }),
    /^points must have 3 entries \(the number of labels\), got 1$/,
  ],
  [
    'an unknown view',
    () => (embeddingSVG as Call)(knn, X, y, { view: 'above' }),
    /^view must be 'before' or 'after', got 'above'$/,
  ],
  [
    'a classifier before it is trained',
    () => embeddingSVG(new MetricKNN(), X, y),
    /^embeddingSVG needs a trained classifier: call train first$/,
  ],
  [
    'too few names',
    () => importanceSVG(metric, { columnNames: ['a'] }),
    /^columnNames must have 2 entries \(the number of columns\), got 1$/,
  ],
  [
    'a name that is a number',
    () => (metricSVG as Call)(metric, { columnNames: ['a', 2] }),
    /^columnNames\[1\] must be a string, got 2$/,
  ],
  [
    'an object that is not a metric',
    () => (metricSVG as Call)({}),
    /^metric must be a MetricLearner, got an object$/,
  ],
  [
    'a metric before it is fitted',
    () => metricSVG(new MetricLearner()),
    /needs a fitted metric: call fit first$/,
  ],
  [
    'one curve without a name',
    () => (robustnessSVG as Call)([point]),
    /^curves must be an object of curves by name, got an array of length 1$/,
  ],
  [
    'no curves',
    () => robustnessSVG({}),
    /^curves must have at least one curve/,
  ],
  [
    'an empty curve',
    () => robustnessSVG({ mine: [] }),
    /^curves\['mine'\] must be an array of at least one point, got an array of length 0$/,
  ],
  [
    'more than all rows',
    () => robustnessSVG({ mine: [{ ...point, attacked: 1.5 }] }),
    /^curves\['mine'\]\[0\]\.attacked must be at most 1, got 1\.5$/,
  ],
  [
    'an empty history',
    () => historySVG([]),
    /^history must be an array of at least one iteration, got an array of length 0$/,
  ],
  [
    'an objective that is not a number',
    () =>
      historySVG([{ iteration: 0, objective: Number.NaN, gradientNorm: 1 }]),
    /^history\[0\]\.objective must be finite, got NaN$/,
  ],
  [
    'an object that is not a result of search',
    () => search(undefined),
    /^search must be the result of a search/,
  ],
  [
    'a search whose candidates all failed',
    () => search({ best: {}, results: [{ options: {}, error: 'x' }] }),
    /^search\.results must have at least one candidate with scores$/,
  ],
  [
    'a missing score',
    () =>
      search({
        best: {},
        results: [{ scores: { a: score } }, { scores: { b: score } }],
      }),
    /^results\[1\]\.scores\['a'\]\.mean must be a number, got undefined$/,
  ],
  [
    'an unknown score',
    () =>
      search(
        { best: { scores: { a: score } }, results: [{ scores: { a: score } }] },
        { y: 'b' },
      ),
    /^y must be 'a', got 'b'$/,
  ],
  [
    'a chosen candidate without scores',
    () => search({ best: {}, results: [{ scores: { a: score } }] }),
    /^search\.best\.scores must be an object, got undefined$/,
  ],
  [
    'a duplicated label',
    () => confusion({ labels: ['a', 'a'], counts: [] }),
    /^labels must be distinct and not empty, got 1 distinct entries of 2$/,
  ],
  [
    'counts of too few classes',
    () => confusion({ labels: ['a', 'b'], counts: [[1, 2]] }),
    /^counts must have 2 entries \(the number of labels\), got 1$/,
  ],
  [
    'counts of too few columns',
    () => confusion({ labels: ['a', 'b'], counts: [[1, 2], [1]] }),
    /^counts\[1\] must have 2 entries \(the number of labels\), got 1$/,
  ],
  [
    'a negative number of rows',
    () => confusion({ labels: ['a'], counts: [[-1]] }),
    /^counts\[0\]\[0\] must be at least 0, got -1$/,
  ],
];

const reports: Array<[string, () => unknown, RegExp]> = [
  ['nothing', () => report(), /^options must be an object, got undefined$/],
  [
    'an object that is not a classifier',
    () => report({}),
    /^knn must be a MetricKNN, got undefined$/,
  ],
  [
    'a misspelt option',
    () => report({ knn, colunmNames: [] }),
    /did you mean 'columnNames'\?$/,
  ],
  [
    'rows without labels',
    () => reportHTML({ knn, X }),
    /^y must be given when X is$/,
  ],
  [
    'labels without rows',
    () => reportHTML({ knn, y }),
    /^X must be given when y is$/,
  ],
  [
    'rows with another number of columns',
    () => reportHTML({ knn, X: [[1, 2]], y: ['a'] }),
    /^X\[0\] must have 1 columns, got 2$/,
  ],
  [
    'a missing cell',
    () => reportHTML({ knn, X: [[Number.NaN]], y: ['a'] }),
    /^X\[0\]\[0\] must be finite, got NaN$/,
  ],
  [
    'a title that is not a string',
    () => report({ knn, title: null }),
    /^title must be a string, got null$/,
  ],
  [
    'one classifier to compare with, without a name',
    () => report({ knn, compare: knn }),
    /^compare must be false or an object of classifiers by name, got a MetricKNN$/,
  ],
  [
    'a model to compare with that is not a classifier',
    () => report({ knn, compare: { other: 1 } }),
    /^compare\['other'\] must be a MetricKNN, got 1$/,
  ],
  [
    'a classifier of other columns',
    () => {
      const wide = new MetricKNN({ k: 1, metric: false });
      wide.train([[1, 2]], ['a']);
      return reportHTML({ knn, compare: { wide } });
    },
    /^compare\['wide'\] must be trained on 1 columns, as knn is, got 2$/,
  ],
  [
    'too few units',
    () => reportHTML({ knn, units: ['cm', 'cm'] }),
    /^units must have 1 entries \(the number of columns\), got 2$/,
  ],
  [
    'too few names of rows',
    () => reportHTML({ knn, rowNames: ['x'] }),
    /^rowNames must have 3 entries \(the number of rows\), got 1$/,
  ],
  [
    'units that are a string',
    () => report({ knn, units: 'cm' }),
    /^units must be an array of strings, got 'cm'$/,
  ],
  [
    'an empty table',
    () => reportHTML({ knn, limit: 0 }),
    /^limit must be at least 1/,
  ],
  [
    'half a row',
    () => reportHTML({ knn, fragile: 0.5 }),
    /^fragile must be at least 1, got 0\.5$/,
  ],
  [
    'invalid curves',
    () => report({ knn, curves: { mine: 1 } }),
    /^curves\['mine'\] must be an array/,
  ],
];

describe('errors of figures', () => {
  test.each(figures)('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});

describe('errors of reports', () => {
  test.each(reports)('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});
