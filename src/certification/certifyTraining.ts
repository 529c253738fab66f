import type { Work } from '../async/work.ts';
import { runSync } from '../async/work.ts';
import type { Rows } from '../data/Dense.ts';
import { groupByClass } from '../data/LabelledData.ts';
import type { Label, Labels } from '../data/labels.ts';
import { embedQueries } from '../estimators/classifier/FittedClassifier.ts';
import type { MetricKNN } from '../estimators/classifier/MetricKNN.ts';
import { fittedClassifierOf } from '../estimators/classifier/MetricKNN.ts';
import { predictCodes } from '../estimators/classifier/predictCodes.ts';
import { AscendingRows } from '../neighbors/nearest/AscendingRows.ts';
import { DistanceTable } from '../neighbors/nearest/DistanceTable.ts';
import { checkOptionNames } from '../options/checks.ts';

import type { CertificateRequest } from './certificateOptions.ts';
import { checkRequest } from './certificateOptions.ts';
import type { TrainingChanges } from './training/TrainingChanges.ts';
import { countChanges } from './training/TrainingChanges.ts';

/** How many changes of the training data a prediction survives. */
export interface TrainingCertificate<
  L extends Label = Label,
> extends TrainingChanges<L> {
  /** The label it is about: the predicted one, unless labels were given. */
  label: L;
}

/** About which labels. */
export interface CertifyTrainingOptions {
  /**
   * The true label of each row, among the classes of the training rows. A row that is predicted otherwise takes no
   * change: 0.
   * @default the predicted labels
   */
  labels?: Labels;
}

/** Queries that are measured at once. */
const HEIGHT = 16;

/**
 * Counts, for each row, how many training rows have to change until it is predicted otherwise, the metric held fixed: labels
 * that are changed to other classes of the training data (`flips`), rows that are removed, or rows that are added anywhere,
 * with any label (`insertions`). Each number is exact: the `witness` says which rows would do it, and with one change fewer none
 * do. Infinity: no number of them does. Learning the metric again on changed data may change more. O(n d) for each row.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param options - The labels.
 * @returns One certificate per row.
 * @throws {TypeError} If the classifier is not trained, or X, labels or options have the wrong type.
 * @throws {RangeError} If rows have the wrong width, entries or distances are not finite, the number of labels differs
 * from that of rows, or a label is not a class of the training rows.
 * @example
 * const [{ flips, removals, insertions }] = certifyTraining(knn, [[5.9, 3, 4.5, 1.5]]);
 */
export function certifyTraining<L extends Label = Label>(
  knn: MetricKNN<L>,
  X: Rows,
  options: CertifyTrainingOptions = {},
): Array<TrainingCertificate<L>> {
  const classifier = fittedClassifierOf(knn, 'certifyTraining');
  checkOptionNames(options, 'options', ['labels']);
  const request = checkRequest(classifier, X, options);
  return runSync(trainingCertificates(request)) as Array<
    TrainingCertificate<L>
  >;
}

function* trainingCertificates({
  classifier,
  data,
  codes,
}: CertificateRequest): Work<TrainingCertificate[]> {
  const { k, training, embedding } = classifier;
  const { classes, codes: all } = training;
  const predicted = yield* predictCodes(classifier, data);
  const images = yield* embedQueries(classifier, data);
  const table = new DistanceTable(embedding, Math.min(HEIGHT, data.rows));
  yield* table.prepare();
  const { order, starts } = groupByClass(training);
  const own = new AscendingRows(training.rows);
  const others = new AscendingRows(training.rows);
  const result: TrainingCertificate[] = [];
  for (let first = 0; first < data.rows; first += HEIGHT) {
    const end = Math.min(first + HEIGHT, data.rows);
    yield* table.measure(images, first, end);
    // by roots, as `predict` does: squares that differ may have the same root
    const distances = table.squares.map(Math.sqrt);
    for (let query = first; query < end; query++) {
      const code = predicted[query];
      const label = classes[codes?.[query] ?? code];
      if (codes && codes[query] !== code) {
        result.push({ label, ...NONE });
        continue;
      }
      const begin = starts[code];
      const after = starts[code + 1];
      const start = (query - first) * training.rows;
      own.clear();
      own.add(order, begin, after, distances, start);
      own.order();
      others.clear();
      others.add(order, 0, begin, distances, start);
      others.add(order, after, order.length, distances, start);
      others.order();
      const changes = countChanges(k, code, own, others, all, classes);
      result.push({ label, ...changes });
    }
  }
  return result;
}

/** What a row takes that is predicted otherwise. */
const NONE: TrainingChanges = {
  flips: 0,
  removals: 0,
  insertions: 0,
  witness: {
    flip: { rows: [], label: undefined },
    remove: { rows: [] },
    insert: { count: 0, label: undefined },
  },
};
