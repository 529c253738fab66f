import type { AsyncOptions } from '../async/Pacer.ts';
import { checkWatch } from '../async/Pacer.ts';
import { runSync } from '../async/work.ts';
import type { Rows } from '../data/Dense.ts';
import type { Label } from '../data/labels.ts';
import type { MetricKNN } from '../estimators/classifier/MetricKNN.ts';
import { fittedClassifierOf } from '../estimators/classifier/MetricKNN.ts';

import type { CertifyOptions } from './certificateOptions.ts';
import { CERTIFY_OPTION_NAMES, checkRequest } from './certificateOptions.ts';
import type { Certificate } from './certificates.ts';
import { certificates } from './certificates.ts';
import type { RowProgress } from './rowsAsync.ts';
import { rowsAsync } from './rowsAsync.ts';

/**
 * Certifies, for each row, a radius within which its prediction does not change: for any perturbation with a smaller
 * norm, no other class outvotes it among the k nearest training rows, or ties with it and has the nearest voter. This
 * holds for what `predict` computes, rounding included, provided that the perturbation is added to the row column by
 * column in floating point.
 *
 * The radius is 0 if the prediction differs from the given label, if rows of other classes are as near, or if the metric
 * cannot tell rows apart. It is infinite if no perturbation changes the prediction: if there are too few training rows of
 * other classes to win, or nothing that the option `columns` allows makes them win.
 *
 * Radii are in closed form (Wang et al., Provably Robust Metric Learning, NeurIPS 2020, extended to pluralities and ties,
 * with the margins of Yang et al., arXiv 2006.05945), and somewhat smaller than the largest ones that hold: O(n r d) once
 * for n training rows, then O(n r) for each row and O(d) for each of the few pairs of training rows that are looked at;
 * O((n + q) d) memory.
 *
 * With the option `exact`, they are the largest ones, up to a millionth, and come with the nearest row that is predicted
 * otherwise: best-first branch and bound over the regions in which other rows outvote the class, with a least-distance
 * (norm 2) or linear (norms 1 and ∞) program for each. Most rows take some tens to hundreds of regions, and milliseconds.
 * In norm 1 the problem is NP-hard in general, so the number of regions is limited; a row that reaches the limit
 * gets an interval, from `radius` to `upper`.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param options - Labels, norm, units, what may happen to columns, and whether radii are exact.
 * @returns One certificate per row.
 * @throws {TypeError} If the classifier is not trained, or X, labels or options have the wrong type.
 * @throws {RangeError} If rows have the wrong width, entries or distances are not finite, the number of labels differs
 * from that of rows, a label is not a class of the training rows, or a row is out of the bounds of its columns.
 * @example
 * const [{ label, radius }] = certify(knn, [[5.9, 3, 4.5, 1.5]]);
 * const [{ adversary }] = certify(knn, [[5.9, 3, 4.5, 1.5]], { exact: true });
 */
export function certify<L extends Label = Label>(
  knn: MetricKNN<L>,
  X: Rows,
  options: CertifyOptions = {},
): Array<Certificate<L>> {
  const classifier = fittedClassifierOf(knn, 'certify');
  const request = checkRequest(classifier, X, options);
  return runSync(certificates(request)) as Array<Certificate<L>>;
}

/**
 * Does what `certify` does in slices of a few milliseconds, so that a page can render and a server can answer in
 * between. The results are the same.
 * @param knn - A trained classifier; training it again in the meantime does not affect the results.
 * @param X - q × d raw rows.
 * @param options - The options of `certify`, a signal to abort, and a function that is called as rows are done.
 * @returns One certificate per row.
 * @throws {TypeError|RangeError} As `certify`.
 * @throws {unknown} The reason of the signal, within a tenth of a second; whatever `onProgress` throws or rejects with.
 */
export async function certifyAsync<L extends Label = Label>(
  knn: MetricKNN<L>,
  X: Rows,
  options: CertifyOptions & AsyncOptions<RowProgress> = {},
): Promise<Array<Certificate<L>>> {
  const classifier = fittedClassifierOf(knn, 'certifyAsync');
  checkWatch(options, CERTIFY_OPTION_NAMES);
  const { signal, onProgress, ...asked } = options;
  const request = checkRequest(classifier, X, asked);
  return rowsAsync(() => certificates(request), request.data.rows, {
    signal,
    onProgress,
  }) as Promise<Array<Certificate<L>>>;
}
