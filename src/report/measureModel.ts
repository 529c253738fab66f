import { attack } from '../certification/attack.ts';
import { certify } from '../certification/certify.ts';
import { curve } from '../certification/curve.ts';
import type { MetricKNN } from '../estimators/MetricKNN.ts';
import { toRows } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Label } from '../validation/labels.ts';

import type { RobustnessPoint } from './robustnessSVG.ts';
import { extentOf } from './scale.ts';

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
  /** How much the smallest change is that was found to flip each; infinite for none. `undefined`: nobody looked. */
  sizes: number[] | undefined;
  /** The part of the rows that is right. */
  accuracy: number;
}

/**
 * Tries a classifier on some rows.
 * @param name - What it is called.
 * @param knn - A trained classifier.
 * @param data - The rows.
 * @param isAttacked - Whether to attack each row as well.
 * @returns Predictions, certificates and attacks.
 */
export function measureModel(
  name: string,
  knn: MetricKNN,
  data: LabelledData,
  isAttacked: boolean,
): ModelResults {
  const rows = toRows(data);
  const certificates = certify(knn, rows);
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
    sizes: isAttacked ? attack(knn, rows).map(({ size }) => size) : undefined,
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
 * Radii up to where no row is certain, and no attack has failed.
 * @param models - What is known of the rows.
 * @returns From 0, in equal steps.
 */
export function radiiOfCurves(models: readonly ModelResults[]): number[] {
  const ends = models.flatMap(({ radii, sizes, right }) =>
    (sizes ?? radii).filter((size, row) => right[row] && size < Infinity),
  );
  const farthest = extentOf([0, ...ends])[1];
  if (farthest === 0) return [0];
  return Array.from({ length: STEPS + 1 }, (_, at) => farthest * (at / STEPS));
}

/**
 * Certified accuracy, and that under attack if there was one.
 * @param model - What is known of the rows.
 * @param radii - Where.
 * @returns A point for each radius.
 */
export function curveOf(
  { radii: certified, sizes, right }: ModelResults,
  radii: readonly number[],
): RobustnessPoint[] {
  const kept = (values: number[]) =>
    values.map((value, row) => (right[row] ? value : 0));
  const points = curve(radii, kept(certified), kept(sizes ?? certified));
  if (sizes) return points;
  return points.map(({ radius, certified: part }) => {
    return { radius, certified: part };
  });
}
