import type { MetricKNN } from '../estimators/MetricKNN.ts';
import { fittedClassifierOf } from '../estimators/MetricKNN.ts';
import type { AsyncOptions } from '../estimators/Pacer.ts';
import { checkWatch } from '../estimators/Pacer.ts';
import type { Rows } from '../validation/dense.ts';
import { finish } from '../work.ts';

import type { Attack } from './attacks.ts';
import { attacks } from './attacks.ts';
import type { AttackOptions } from './certificateOptions.ts';
import { ATTACK_OPTION_NAMES, checkAttack } from './certificateOptions.ts';
import type { RowProgress } from './rowsAsync.ts';
import { rowsAsync } from './rowsAsync.ts';

/**
 * Looks for the nearest row to each that is predicted otherwise: what it finds is, and is at least as far as the certified radius,
 * so that the truth lies between the two. With one neighbour and norm 2 it is the nearest but for a millionth (a quadratic
 * program for each impostor that may be, math: Wang et al., NeurIPS 2020); otherwise a local search, from the nearest rows of other
 * classes, over which rows are to outvote the class: small, and not always the smallest.
 * O(n d) for each move that is tried, of which there are some tens a row; O((n + q) d) memory.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param options - Which labels, in which norm and units.
 * @returns An attack on each row.
 * @throws {TypeError} Before `train`, or X, labels or options of another kind.
 * @throws {RangeError} Rows of another width, NaN or infinity, rows too far away for their distance to be a number; another
 * number of labels, or ones that training never saw.
 * @example
 * const [{ adversary, size }] = attack(knn, [[5.9, 3, 4.5, 1.5]]);
 */
export function attack(
  knn: MetricKNN,
  X: Rows,
  options: AttackOptions = {},
): Attack[] {
  const classifier = fittedClassifierOf(knn, 'attack');
  return finish(attacks(checkAttack(classifier, X, options)));
}

/**
 * `attack` in turns of a few milliseconds, between which a page draws its frames and a server answers: the same results.
 * @param knn - A trained classifier; what it is trained to meanwhile does not matter.
 * @param X - q × d raw rows.
 * @param options - Those of `attack`; a signal to give up, and a function to call after some rows.
 * @returns An attack on each row.
 * @throws {TypeError|RangeError} As `attack`.
 * @throws {unknown} The signal's reason, within a tenth of a second; what `onProgress` throws or rejects with.
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
