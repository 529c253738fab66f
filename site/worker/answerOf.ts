import type { MetricKNN } from 'ml-metric-learning';
import { attack, certify } from 'ml-metric-learning';

import type { AnswerReply } from '../protocol.ts';

import type { Plane } from './Plane.ts';

/**
 * What a classifier says of a row, how sure that is, and what would change it.
 * @param knn - The classifier; with one vote, radii are exact.
 * @param values - A raw row.
 * @param plane - Where it is seen.
 * @returns The answer, but for what row it was.
 */
export function answerOf(
  knn: MetricKNN,
  values: number[],
  plane: Plane,
): Omit<AnswerReply, 'row' | 'isRow' | 'truth' | 'scale'> {
  const exact = (knn.options.k ?? 3) === 1;
  const [certificate] = certify(knn, [values], { exact });
  const [{ adversary, size, prediction }] = attack(knn, [values]);
  return {
    kind: 'answer',
    at: plane.project(values),
    values,
    label: String(certificate.label),
    radius: certificate.radius,
    isExact: certificate.exact,
    adversary: adversary && {
      at: plane.project(adversary),
      label: String(prediction),
      size,
      row: adversary,
    },
    ball: plane.ball,
  };
}
