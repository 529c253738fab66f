import type { AsyncOptions } from '../async/Pacer.ts';
import { checkWatch } from '../async/Pacer.ts';
import { runSync } from '../async/work.ts';
import type { Rows } from '../data/Dense.ts';
import type { Label } from '../data/labels.ts';
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
 * It is the search of `certify` with the option `exact`, for any number of neighbours and any norm, that ends after 200
 * regions: some rows have an adversary that is a little nearer, and in a few cases there is one where none is found.
 * O(n r d) once for n training rows, then O(n r) for each row, and for each region a small quadratic (norm 2) or linear
 * program over the few training rows that decide it: milliseconds a row. O((n + q) d) memory.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param options - Labels, norm, units, and what may happen to columns.
 * @returns One attack per row: whether an adversary was found, and which.
 * @throws {TypeError} If the classifier is not trained, or X, labels or options have the wrong type.
 * @throws {RangeError} If rows have the wrong width, entries or distances are not finite, the number of labels differs
 * from that of rows, a label is not a class of the training rows, or a row is out of the bounds of its columns.
 * @example
 * const [result] = attack(knn, [[5.9, 3, 4.5, 1.5]]);
 * if (result.found) console.log(result.adversary, result.size);
 */
export function attack<L extends Label = Label>(
  knn: MetricKNN<L>,
  X: Rows,
  options: AttackOptions = {},
): Array<Attack<L>> {
  const classifier = fittedClassifierOf(knn, 'attack');
  const request = checkAttack(classifier, X, options);
  return runSync(attacks(request)) as Array<Attack<L>>;
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
export async function attackAsync<L extends Label = Label>(
  knn: MetricKNN<L>,
  X: Rows,
  options: AttackOptions & AsyncOptions<RowProgress> = {},
): Promise<Array<Attack<L>>> {
  const classifier = fittedClassifierOf(knn, 'attackAsync');
  checkWatch(options, ATTACK_OPTION_NAMES);
  const { signal, onProgress, ...asked } = options;
  const request = checkAttack(classifier, X, asked);
  return rowsAsync(() => attacks(request), request.data.rows, {
    signal,
    onProgress,
  }) as Promise<Array<Attack<L>>>;
}
