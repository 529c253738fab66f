import type { MetricKNN } from 'ml-metric-learning';
import { certify } from 'ml-metric-learning';

import type { AnswerReply } from '../protocol.ts';

import type { Plane } from './Plane.ts';

/** Regions to look at: enough for nearly all rows, and a fraction of a second for the others. */
const NODES = 1000;

/**
 * The prediction of a row, its certainty, and what would change it.
 * @param knn - The classifier.
 * @param values - A raw row.
 * @param plane - The plane of the map.
 * @returns The answer, without the index of the row.
 */
export function answerOf(
  knn: MetricKNN,
  values: number[],
  plane: Plane,
): Omit<AnswerReply, 'row' | 'isRow' | 'truth' | 'scale'> {
  const exact = { nodes: NODES };
  const [certificate] = certify(knn, [values], { exact });
  const { adversary } = certificate;
  return {
    kind: 'answer',
    at: plane.project(values),
    values,
    label: String(certificate.label),
    radius: certificate.radius,
    isExact: certificate.exact,
    adversary: adversary && {
      at: plane.project(adversary),
      label: String(knn.predict(adversary)),
      size: certificate.upper,
      row: adversary,
    },
    ball: plane.ball,
  };
}
