import { attack } from '../../certification/attack.ts';
import type { Attack } from '../../certification/attacks/attacks.ts';
import { toRows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import type { Label } from '../../data/labels.ts';
import { plainNeighbors } from '../figures/plainNeighbors.ts';
import type { RobustnessCurves } from '../figures/robustnessSVG.ts';
import { pick, pickData, sampleRows } from '../figures/sampleRows.ts';

import type { ModelResults } from './measureModel.ts';
import { curvesOf, measureModel } from './measureModel.ts';
import type { ReportRequest } from './reportOptions.ts';

/** What a report tells. */
export interface ReportResults extends Omit<
  ReportRequest,
  'curves' | 'fragile' | 'rowNames'
> {
  /** The rows that are looked at. */
  sample: LabelledData;
  /** The same rows as arrays, and their labels. */
  rows: number[][];
  labels: Label[];
  /** How many of them are rows that the classifier was trained on. */
  seen: number;
  /** What each of them is called. */
  sampleNames: string[];
  /** The classifier first, and then those it is held against. */
  models: ModelResults[];
  curves: RobustnessCurves;
  /** The most fragile rows that are right, by their place in the sample, and what makes them wrong. */
  fragile: FragileRow[];
}

/** A row that is right, and little is certain about. */
export interface FragileRow {
  /** Its place in the sample. */
  at: number;
  flip: Attack;
}

/** Numbers to go through to attack all rows once, some tens of times: a second or so. With more, only the fragile ones are. */
const AFFORDABLE = 2e7;

/** Evaluates the classifiers, and attacks the most fragile rows. */
export function gatherResults(request: ReportRequest): ReportResults {
  const { knn, classifier, data, compare, limit, seed } = request;
  const drawn = sampleRows(data.rows, limit, seed);
  const sample = pickData(data, drawn);
  const rows = toRows(sample);
  const labels = pick(sample.classes, sample.codes);
  const name = classifier.metric ? 'learned metric' : 'k-NN on raw columns';
  const others = compare ?? { 'plain k-NN': plainNeighbors(classifier) };
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

// by their numbers alone, whatever their labels
function countShared(rows: number[][], others: number[][]): number {
  const known = new Set(others.map(String));
  return rows.filter((row) => known.has(String(row))).length;
}
