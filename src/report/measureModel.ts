import { certify } from '../certification/certify.ts';
import type { MetricKNN } from '../estimators/MetricKNN.ts';
import { toRows } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Label } from '../validation/labels.ts';

import type { RobustnessPoint } from './robustnessSVG.ts';

/** How a classifier does on some rows. */
export interface ModelResults {
  name: string;
  knn: MetricKNN;
  predictions: Label[];
  right: boolean[];
  /** How many are. */
  rightCount: number;
  /** About the predictions, right or wrong. */
  radii: number[];
  /** The part of the rows that is right. */
  accuracy: number;
}

/**
 * Tries a classifier on some rows.
 * @param name - What it is called.
 * @param knn - A trained classifier.
 * @param data - The rows.
 * @returns Predictions and certificates.
 */
export function measureModel(
  name: string,
  knn: MetricKNN,
  data: LabelledData,
): ModelResults {
  const certificates = certify(knn, toRows(data));
  const predictions = certificates.map(({ label }) => label);
  const right = predictions.map(
    (label, row) => label === data.classes[data.codes[row]],
  );
  const rightCount = right.filter(Boolean).length;
  return {
    name,
    knn,
    predictions,
    right,
    rightCount,
    radii: certificates.map(({ radius }) => radius),
    accuracy: rightCount / right.length,
  };
}

/**
 * How far that part of the rows may move and stay right, at least.
 * @param model - What is known of the rows; one that is wrong may not move at all.
 * @param part - From above 0 to 1.
 * @returns A radius; 0 if fewer rows are right.
 */
export function radiusOfPart(
  { radii, right }: ModelResults,
  part: number,
): number {
  const kept = radii.map((radius, row) => (right[row] ? radius : 0));
  const order = kept.toSorted((a, b) => b - a);
  return order[Math.ceil(part * order.length) - 1];
}

/** Points of a curve: as smooth as it gets at the width of a figure. */
const STEPS = 60;

/**
 * Radii up to where hardly any row is certain.
 * @param models - What is known of the rows.
 * @returns From 0, in equal steps.
 */
export function radiiOfCurves(models: readonly ModelResults[]): number[] {
  const farthest = Math.max(
    ...models.map(({ radii, right }) => {
      const finite = radii.filter(
        (radius, row) => right[row] && radius < Infinity,
      );
      return Math.max(0, ...finite);
    }),
  );
  if (farthest === 0) return [0];
  return Array.from({ length: STEPS + 1 }, (_, at) => (farthest * at) / STEPS);
}

/**
 * Certified accuracy: the part of the rows that is right and whose radius is larger.
 * @param model - What is known of the rows.
 * @param radii - Where.
 * @returns A point for each radius.
 */
export function certifiedCurve(
  model: ModelResults,
  radii: readonly number[],
): RobustnessPoint[] {
  return radii.map((radius) => {
    const kept = model.radii.filter(
      (certified, row) => model.right[row] && certified > radius,
    );
    return { radius, certified: kept.length / model.radii.length };
  });
}
