import { attack } from '../certification/attack.ts';
import type { Attack } from '../certification/attacks.ts';
import { toRows } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';

import type { ModelResults } from './measureModel.ts';
import { curvesOf, measureModel } from './measureModel.ts';
import { plainNeighbors } from './plainNeighbors.ts';
import type { ReportRequest } from './reportOptions.ts';
import type { RobustnessCurves } from './robustnessSVG.ts';
import { pickData, sampleRows } from './sampleRows.ts';

/** What a report tells. */
export interface ReportResults extends Omit<
  ReportRequest,
  'curves' | 'fragile' | 'rowNames'
> {
  /** The rows that are looked at. */
  sample: LabelledData;
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

/**
 * Tries the classifiers, and finds out what flips the most fragile rows.
 * @param request - What the report is about.
 * @returns All there is to tell.
 */
export function gatherResults(request: ReportRequest): ReportResults {
  const { knn, classifier, data, compare, limit, seed } = request;
  const rows = sampleRows(data.rows, limit, seed);
  const sample = pickData(data, rows);
  const name = classifier.metric ? 'learned metric' : 'columns as they are';
  const others =
    compare === undefined
      ? { 'plain k-NN': plainNeighbors(classifier) }
      : compare || {};
  const { rows: count, columns } = classifier.training;
  const isAttacked = sample.rows * count * columns <= AFFORDABLE;
  const models = [
    measureModel(name, knn, sample, isAttacked),
    ...Object.entries(others).map(([other, model]) =>
      measureModel(other, model, sample, isAttacked),
    ),
  ];
  const curves = request.curves ?? curvesOf(models);
  const [{ certified, right }] = models;
  const order = Array.from(right.keys())
    .filter((at) => right[at])
    .toSorted((a, b) => certified[a] - certified[b])
    .slice(0, request.fragile);
  const attacked = pickData(sample, Int32Array.from(order));
  const flips = order.length > 0 ? attack(knn, toRows(attacked)) : [];
  const fragile = order.map((at, place) => ({ at, flip: flips[place] }));
  const sampleNames = Array.from(
    rows,
    (row) => request.rowNames?.[row] ?? `row ${row}`,
  );
  return { ...request, sample, sampleNames, models, curves, fragile };
}
