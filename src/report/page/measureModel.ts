import { attack } from '../../certification/attack.ts';
import { certify } from '../../certification/certify.ts';
import { curve, defaultRadii } from '../../certification/curves/curve.ts';
import type { Label } from '../../data/labels.ts';
import type { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import type { RobustnessCurves } from '../figures/robustnessSVG.ts';

/** How a classifier does on some rows. */
export interface ModelResults {
  name: string;
  predictions: Label[];
  right: boolean[];
  /** How many are. */
  rightCount: number;
  /** About the predictions, right or wrong. */
  radii: number[];
  /** The same, but 0 for rows that are wrong: they may not move at all. */
  certified: number[];
  /**
   * The norm of the smallest perturbation found that changes the prediction of each row; infinite if there is none, 0
   * for rows that are wrong. `undefined` if no row was attacked.
   */
  attacked: number[] | undefined;
  /** The part of the rows that is right. */
  accuracy: number;
}

/**
 * Evaluates a classifier on some rows.
 * @param isAttacked - Whether to attack each row as well.
 */
export function measureModel(
  name: string,
  knn: MetricKNN,
  rows: number[][],
  labels: readonly Label[],
  isAttacked: boolean,
): ModelResults {
  const certificates = certify(knn, rows);
  const predictions = certificates.map(({ label }) => label);
  const right = predictions.map((label, row) => label === labels[row]);
  const rightCount = right.filter(Boolean).length;
  const radii = certificates.map(({ radius }) => radius);
  const ofRight = (sizes: number[]) =>
    sizes.map((size, row) => (right[row] ? size : 0));
  return {
    name,
    predictions,
    right,
    rightCount,
    radii,
    certified: ofRight(radii),
    attacked: isAttacked
      ? ofRight(attack(knn, rows).map(({ size }) => size))
      : undefined,
    accuracy: rightCount / right.length,
  };
}

/**
 * The radius at which at least this fraction of the rows is certified.
 * @param part - Above 0, at most 1.
 * @returns A radius; 0 if fewer rows are right.
 */
export function radiusOfPart(
  { certified }: ModelResults,
  part: number,
): number {
  const order = certified.toSorted((a, b) => b - a);
  return order[Math.ceil(part * order.length) - 1];
}

/** Of a curve: it is as smooth as it gets at the width of a figure. */
const STEPS = 60;

/**
 * Certified accuracy of each model, and its accuracy under attack if there was one, up to the radius at which no row is
 * certified and no attack has failed.
 * @returns Curves, by the names of the models.
 */
export function curvesOf(models: readonly ModelResults[]): RobustnessCurves {
  const ends = models.flatMap(
    ({ certified, attacked }) => attacked ?? certified,
  );
  const radii = defaultRadii(ends, STEPS);
  return Object.fromEntries(
    models.map(({ name, certified, attacked }) => {
      const points = curve(radii, certified, attacked ?? certified);
      return [
        name,
        attacked
          ? points
          : points.map((point) => ({ ...point, attacked: undefined })),
      ];
    }),
  );
}
