import type { AsyncOptions } from '../async/Pacer.ts';
import { checkWatch } from '../async/Pacer.ts';
import { runSync } from '../async/work.ts';
import type { Rows } from '../data/Dense.ts';
import type { MetricKNN } from '../estimators/classifier/MetricKNN.ts';
import { fittedClassifierOf } from '../estimators/classifier/MetricKNN.ts';

import type { Attack } from './attacks.ts';
import { attacks } from './attacks.ts';
import type { AttackOptions } from './certificateOptions.ts';
import { ATTACK_OPTION_NAMES, checkAttack } from './certificateOptions.ts';
import type { RowProgress } from './rowsAsync.ts';
import { rowsAsync } from './rowsAsync.ts';

/**
 * Looks, for each row, for the nearest row with another prediction. The adversary it returns is predicted
 * otherwise, and is at least as far away as the certified radius, so the true distance to the nearest such row lies
 * between the two.
 *
 * With one neighbour and norm 2, the adversary is the nearest one up to a relative error of 10⁻⁶ (one quadratic program
 * for each impostor that may be the nearest; method: Wang et al., Provably Robust Metric Learning, NeurIPS 2020).
 * Otherwise it is found by a local search, starting from the nearest rows of other classes, over the rows that are to
 * outvote the class: its distance is small, but not always the smallest. O(n d) for each perturbation tried, some tens
 * per row; O((n + q) d) memory.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param options - Labels, norm and units.
 * @returns One attack per row.
 * @throws {TypeError} If the classifier is not trained, or X, labels or options have the wrong type.
 * @throws {RangeError} If rows have the wrong width, entries or distances are not finite, the number of labels differs
 * from that of rows, or a label is not a class of the training rows.
 * @example
 * const [{ adversary, size }] = attack(knn, [[5.9, 3, 4.5, 1.5]]);
 */
export function attack(
  knn: MetricKNN,
  X: Rows,
  options: AttackOptions = {},
): Attack[] {
  const classifier = fittedClassifierOf(knn, 'attack');
  return runSync(attacks(checkAttack(classifier, X, options)));
}

/**
 * Does what `attack` does in slices of a few milliseconds, so that a page can render and a server can answer in
 * between. The results are the same.
 * @param knn - A trained classifier; training it again in the meantime does not affect the results.
 * @param X - q × d raw rows.
 * @param options - The options of `attack`, a signal to abort, and a function that is called as rows are done.
 * @returns One attack per row.
 * @throws {TypeError|RangeError} As `attack`.
 * @throws {unknown} The reason of the signal, within a tenth of a second; whatever `onProgress` throws or rejects with.
 */
export async function attackAsync(
  knn: MetricKNN,
  X: Rows,
  options: AttackOptions & AsyncOptions<RowProgress> = {},
): Promise<Attack[]> {
  const classifier = fittedClassifierOf(knn, 'attackAsync');
  checkWatch(options, ATTACK_OPTION_NAMES);
  const { signal, onProgress, ...asked } = options;
  const request = checkAttack(classifier, X, asked);
  return rowsAsync(() => attacks(request), request.data.rows, {
    signal,
    onProgress,
  });
}
