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

import type { FragileRows } from './fragileRows.ts';
import { findFragile } from './fragileRows.ts';
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
  fragile: FragileRows;
}

/**
 * Rows × training rows × columns × neighbours up to which all rows get exact radii, which takes some seconds; above it, only
 * the fragile ones.
 */
const AFFORDABLE = 3e7;
/** Regions to look at for each of these rows: enough for nearly all rows of common tables. */
const NODES = 200;

/** Evaluates the classifiers, and finds the most fragile rows and what changes their predictions. */
export function gatherResults(request: ReportRequest): ReportResults {
  const { knn, classifier, data, compare, limit, seed } = request;
  const drawn = sampleRows(data.rows, limit, seed);
  const sample = pickData(data, drawn);
  const rows = toRows(sample);
  const labels = pick(sample.classes, sample.codes);
  const name = classifier.metric ? 'learned metric' : 'k-NN on raw columns';
  const others = compare ?? { 'plain k-NN': plainKNN(classifier) };
  const { rows: count, columns } = classifier.training;
  const work = sample.rows * count * columns * classifier.k;
  const isExact = work <= AFFORDABLE;
  const models = [[name, knn] as const, ...Object.entries(others || {})].map(
    ([called, model]) => measureModel(called, model, rows, labels, isExact),
  );
  const curves = request.curves ?? curvesOf(models);
  const [{ radii, right }] = models;
  const fragile = findFragile(
    knn,
    rows,
    Array.from(right.keys()).filter((at) => right[at]),
    radii,
    classifier.map.scale,
    request.fragile,
  );
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
  /** How many of the radii are exact. */
  exactCount: number;
  /**
   * The norm of the smallest perturbation known that changes the prediction of each row; infinite if none is, 0 for rows
   * that are wrong. `undefined` if all radii are in closed form.
   */
  attacked: number[] | undefined;
  /** The fraction of rows that are right. */
  accuracy: number;
}

/**
 * Evaluates a classifier on some rows.
 * @param isExact - Whether to look for exact radii.
 */
function measureModel(
  name: string,
  knn: MetricKNN,
  rows: number[][],
  labels: readonly Label[],
  isExact: boolean,
): ModelResults {
  const exact = isExact && { nodes: NODES };
  const certificates = certify(knn, rows, { exact });
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
    exactCount: certificates.filter((certificate) => certificate.exact).length,
    attacked: isExact
      ? ofRight(certificates.map(({ upper }) => upper))
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
 * Certified accuracy of each model, and its accuracy under attack where that is another, up to the radius of the last row.
 * @returns Curves, by the names of the models.
 */
function curvesOf(models: readonly ModelResults[]): RobustnessCurves {
  const ends = models.flatMap(
    ({ certified, attacked }) => attacked ?? certified,
  );
  const radii = defaultRadii(ends, STEPS);
  return Object.fromEntries(
    models.map(({ name, certified, attacked, exactCount }) => {
      const points = curve(radii, certified, attacked ?? certified);
      const isSame = !attacked || exactCount === certified.length;
      return [
        name,
        isSame
          ? points.map((point) => ({ ...point, attacked: undefined }))
          : points,
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
