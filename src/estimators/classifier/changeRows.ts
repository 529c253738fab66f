import { isAnyArray } from 'is-any-array';

import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { pickRows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { classSizes } from '../../data/LabelledData.ts';
import { encodeLabels } from '../../data/labels.ts';
import { embedInPieces } from '../../fit/FittedMetric.ts';
import { checkInteger } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

import type { FittedClassifier } from './FittedClassifier.ts';
import { createClassifier } from './FittedClassifier.ts';

/**
 * Adds training rows after the others. The images of the others are kept: O(m r d) for m rows, and O(n (d + r)) to copy n.
 * The classifier that is given stays as it is, for certificates that are still at work on it.
 * @param added - m × d raw rows; their classes may be new.
 * @returns The same as if all rows had been mapped together, bit for bit.
 * @throws {RangeError} If rows are so large that an image, or without a metric a distance, is not finite.
 */
export function* withRows(
  classifier: FittedClassifier,
  added: LabelledData,
): Work<FittedClassifier> {
  const { training, embedding } = classifier;
  const labels = encodeLabels([...labelsOf(training), ...labelsOf(added)], 'y');
  const all = { ...stack(training, added), ...labels };
  const { metric } = classifier;
  if (!metric) return yield* createClassifier(classifier.k, all, metric);
  const images = yield* embedInPieces(metric.fitted, added);
  return replaceRows(classifier, all, stack(embedding, images));
}

/**
 * Removes training rows; the others keep their order. O(n (d + r)) to copy those that are left.
 * @param removed - The rows to be removed, as `checkRemoval` returns them.
 * @returns The same as if the rows that are left had been mapped anew, bit for bit.
 */
export function* withoutRows(
  classifier: FittedClassifier,
  removed: ReadonlySet<number>,
): Work<FittedClassifier> {
  const { training, embedding, metric } = classifier;
  const { codes, classes } = training;
  const left = Int32Array.from(codes.keys()).filter((row) => !removed.has(row));
  const y = Array.from(left, (row) => classes[codes[row]]);
  // classes are in the order of their first rows, which may have changed
  const rest = { ...pickRows(training, left), ...encodeLabels(y, 'y') };
  if (!metric) return yield* createClassifier(classifier.k, rest, metric);
  return replaceRows(classifier, rest, pickRows(embedding, left));
}

/**
 * Checks which training rows are to be removed.
 * @param indices - Row indices, in any order.
 * @throws {TypeError} If indices is not an array of numbers.
 * @throws {RangeError} If an index is not of a row or occurs twice, fewer than k rows would be left, or none of a class.
 */
export function checkRemoval(
  { k, training }: FittedClassifier,
  indices: ArrayLike<number>,
): Set<number> {
  if (!isAnyArray(indices)) {
    throw new TypeError(
      `indices must be an array of row indices, got ${describe(indices)}`,
    );
  }
  const { rows, codes, classes } = training;
  const bounds = { min: 0, max: rows - 1, maxReason: 'the last row' };
  const removed = new Set<number>();
  for (let at = 0; at < indices.length; at++) {
    const row = checkInteger(indices[at], `indices[${at}]`, bounds);
    if (removed.has(row)) {
      throw new RangeError(
        `indices must not have a row twice, got row ${row} twice`,
      );
    }
    removed.add(row);
  }
  const sizes = classSizes(training);
  const left = sizes.slice();
  for (const row of removed) left[codes[row]]--;
  const empty = left.indexOf(0);
  if (empty !== -1) {
    throw new RangeError(
      `indices must leave at least one row of each class, got all ${sizes[empty]} of ${describe(classes[empty])}; ` +
        'to drop a class, create another classifier from the rows of the others',
    );
  }
  if (rows - removed.size < k) {
    throw new RangeError(
      `indices must leave at least ${k} rows (k), got ${removed.size} of ${rows}`,
    );
  }
  return removed;
}

function replaceRows(
  classifier: FittedClassifier,
  training: LabelledData,
  embedding: Dense,
): FittedClassifier {
  const { metric } = classifier;
  return {
    ...classifier,
    training,
    embedding,
    metric: metric && { ...metric, hasOtherRows: true },
  };
}

function stack(upper: Dense, lower: Dense): Dense {
  const values = new Float64Array(upper.values.length + lower.values.length);
  values.set(upper.values);
  values.set(lower.values, upper.values.length);
  return { values, rows: upper.rows + lower.rows, columns: upper.columns };
}

function labelsOf({ codes, classes }: LabelledData) {
  return Array.from(codes, (code) => classes[code]);
}
