import type { MetricKNN } from '../estimators/MetricKNN.ts';
import { fittedClassifierOf } from '../estimators/MetricKNN.ts';
import type { AsyncOptions } from '../estimators/Pacer.ts';
import { checkWatch } from '../estimators/Pacer.ts';
import type { Rows } from '../validation/dense.ts';
import { finish } from '../work.ts';

import type { CertifyOptions } from './certificateOptions.ts';
import { OPTION_NAMES, checkRequest } from './certificateOptions.ts';
import type { Certificate } from './certificates.ts';
import { certificates } from './certificates.ts';
import type { RowProgress } from './rowsAsync.ts';
import { rowsAsync } from './rowsAsync.ts';

/**
 * Says of each row how far it may be moved, in any direction, without its prediction changing: closer than the radius, the
 * class keeps a strict majority of the k nearest training rows (Wang et al., Provably Robust Metric Learning, NeurIPS 2020,
 * with the margins of Yang et al., arXiv 2006.05945). That is true of what `predict` computes, rounding included; a row that is
 * moved by adding the perturbation in floating point, column by column, is meant.
 *
 * 0 where the prediction is not by a strict majority (a tie of an even k, or the largest of three classes), where it is not the
 * given label, where rows of other classes are as near, and under a metric that tells nothing apart. Infinite where training
 * rows of other classes are too few to win. Radii are in closed form, and somewhat smaller than the largest ones that hold.
 * O(n r d) once for n training rows, O(n r) for each row and O(d) for each pair of training rows that is looked at, which are
 * few; O((n + q) d) memory.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param options - About which labels, in which norm and units.
 * @returns A certificate for each row.
 * @throws {TypeError} Before `train`, or X, labels or options of another kind.
 * @throws {RangeError} Rows of another width, NaN or infinity, rows too far away for their distance to be a number; another
 * number of labels, or ones that training never saw.
 * @example
 * const [{ label, radius }] = certify(knn, [[5.9, 3, 4.5, 1.5]]);
 */
export function certify(
  knn: MetricKNN,
  X: Rows,
  options: CertifyOptions = {},
): Certificate[] {
  const classifier = fittedClassifierOf(knn, 'certify');
  return finish(certificates(checkRequest(classifier, X, options)));
}

/**
 * `certify` in turns of a few milliseconds, between which a page draws its frames and a server answers: the same results.
 * @param knn - A trained classifier; what it is trained to meanwhile does not matter.
 * @param X - q × d raw rows.
 * @param options - Those of `certify`; a signal to give up, and a function to call after some rows.
 * @returns A certificate for each row.
 * @throws {TypeError|RangeError} As `certify`.
 * @throws {unknown} The signal's reason, within a tenth of a second; what `onProgress` throws or rejects with.
 */
export async function certifyAsync(
  knn: MetricKNN,
  X: Rows,
  options: CertifyOptions & AsyncOptions<RowProgress> = {},
): Promise<Certificate[]> {
  const classifier = fittedClassifierOf(knn, 'certifyAsync');
  checkWatch(options, OPTION_NAMES);
  const { signal, onProgress, ...asked } = options;
  const request = checkRequest(classifier, X, asked);
  return rowsAsync(() => certificates(request), request.data.rows, {
    signal,
    onProgress,
  });
}
