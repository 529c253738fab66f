import { attack } from '../../certification/attack.ts';
import type { Attack } from '../../certification/attacks.ts';
import { certify } from '../../certification/certify.ts';
import {
  curve,
  defaultRadii,
} from '../../certification/curves/robustnessCurve.ts';
import { toRows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import type { Label } from '../../data/labels.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { learnerOf } from '../../estimators/learner/MetricLearner.ts';
import { plainMap } from '../figures/planes.ts';
import type { RobustnessCurves } from '../figures/robustnessSVG.ts';
import { pick, pickData, sampleRows } from '../figures/sampleRows.ts';

import type { ReportRequest } from './reportOptions.ts';

/** The results that a report shows. */
export interface ReportResults extends Omit<
  ReportRequest,
  'curves' | 'fragile' | 'rowNames'
> {
  /** The rows that are evaluated. */
  sample: LabelledData;
  /** The same rows as arrays, and their labels. */
  rows: number[][];
  labels: Label[];
  /** How many of them are rows that the classifier was trained on. */
  seen: number;
  /** The name of each. */
  sampleNames: string[];
  /** The classifier first, then those that it is compared with. */
  models: ModelResults[];
  curves: RobustnessCurves;
  /** The most fragile rows that are classified correctly. */
  fragile: FragileRow[];
}

/** A row that is classified correctly, with a small certified radius. */
export interface FragileRow {
  /** Its place in the sample. */
  at: number;
  /** A small change that makes it wrong. */
  flip: Attack;
}

/** Rows × training rows × columns up to which all rows are attacked, in about a second; above it, only the fragile ones. */
const AFFORDABLE = 2e7;

/** Evaluates the classifiers, and attacks the most fragile rows. */
export function gatherResults(request: ReportRequest): ReportResults {
  const { knn, classifier, data, compare, limit, seed } = request;
  const drawn = sampleRows(data.rows, limit, seed);
  const sample = pickData(data, drawn);
  const rows = toRows(sample);
  const labels = pick(sample.classes, sample.codes);
  const name = classifier.metric ? 'learned metric' : 'k-NN on raw columns';
  const others = compare ?? { 'plain k-NN': plainKNN(classifier) };
  const { rows: count, columns } = classifier.training;
  const isAttacked = sample.rows * count * columns <= AFFORDABLE;
  const models = [[name, knn] as const, ...Object.entries(others || {})].map(
    ([called, model]) => measureModel(called, model, rows, labels, isAttacked),
  );
  const curves = request.curves ?? curvesOf(models);
  const [{ certified, attacked, right }] = models;
  const order = Array.from(right.keys())
    .filter((at) => right[at])
    .toSorted(
      (a, b) =>
        certified[a] - certified[b] ||
        (attacked?.[a] ?? 0) - (attacked?.[b] ?? 0),
    )
    .slice(0, request.fragile);
  const flips = order.length > 0 ? attack(knn, pick(rows, order)) : [];
  const fragile = order.map((at, place) => ({ at, flip: flips[place] }));
  const sampleNames = Array.from(
    drawn,
    (row) => request.rowNames?.[row] ?? `row ${row}`,
  );
  return {
    ...request,
    sample,
    rows,
    labels,
    seen: countShared(rows, toRows(classifier.training)),
    sampleNames,
    models,
    curves,
    fragile,
  };
}

// compares numbers only, not labels
function countShared(rows: number[][], others: number[][]): number {
  const known = new Set(others.map(String));
  return rows.filter((row) => known.has(String(row))).length;
}

/** The results of a classifier on some rows. */
export interface ModelResults {
  name: string;
  predictions: Label[];
  right: boolean[];
  /** The number of rows that are right. */
  rightCount: number;
  /** The certified radii of the predictions, right or wrong. */
  radii: number[];
  /** The same, but 0 for rows that are wrong. */
  certified: number[];
  /**
   * The norm of the smallest perturbation found that changes the prediction of each row; infinite if there is none, 0
   * for rows that are wrong. `undefined` if no row was attacked.
   */
  attacked: number[] | undefined;
  /** The fraction of rows that are right. */
  accuracy: number;
}

/**
 * Evaluates a classifier on some rows.
 * @param isAttacked - Whether to attack each row as well.
 */
function measureModel(
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
      ? ofRight(attack(knn, rows).map((found) => (found.found ? found.size : Infinity)))
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

/** The steps of a curve: more cannot be seen at the width of a figure. */
const STEPS = 60;

/**
 * Certified accuracy of each model, and its accuracy under attack if there was one, up to the radius at which no row is
 * certified and no attack has failed.
 * @returns Curves, by the names of the models.
 */
function curvesOf(models: readonly ModelResults[]): RobustnessCurves {
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

/**
 * The baseline of a classifier: plain k-NN with the same rows and the same k, by Euclidean distance on columns that are
 * divided by the same scale. The radii of both are then in the same units.
 * @param classifier - A trained classifier.
 */
function plainKNN({ k, training, map }: FittedClassifier): MetricKNN {
  const metric = learnerOf(
    { margin: false, solver: { name: 'lbfgs', maxIterations: 0 } },
    {
      components: plainMap(map.scale),
      center: new Float64Array(training.columns),
      scale: map.scale,
      summary: {
        iterations: 0,
        evaluations: 0,
        converged: false,
        reason: 'maxIterations',
        objective: 0,
        loss: 0,
        margin: 0,
        penalty: 0,
        marginTarget: null,
        triplets: 0,
        threads: 1,
        history: [],
      },
    },
  );
  const labels = pick(training.classes, training.codes);
  return MetricKNN.fromMetric(metric, toRows(training), labels, { k });
}
