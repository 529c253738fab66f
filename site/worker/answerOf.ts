import type { MetricKNN } from 'ml-metric-learning';
import { attack, certify } from 'ml-metric-learning';

import type { AnswerReply } from '../protocol.ts';

import type { Plane } from './Plane.ts';

/**
 * The prediction of a row, its certainty, and what would change it.
 * @param knn - The classifier; with one vote, radii are exact.
 * @param values - A raw row.
 * @param plane - The plane of the map.
 * @returns The answer, without the index of the row.
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
