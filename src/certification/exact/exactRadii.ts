import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { pickRows } from '../../data/Dense.ts';
import { predictCodes } from '../../estimators/classifier/predictCodes.ts';
import type { RadiusProblem, RowWork } from '../radius/QueryScan.ts';
import { QueryScan } from '../radius/QueryScan.ts';
import { RadiusSearch } from '../radius/RadiusSearch.ts';

import { OutvotingSearch } from './OutvotingSearch.ts';

/** A radius is exact if an adversary is at most this part of it farther away. */
const EXACT = 1e-6;
/** The same, as a part of the distance to impostors: for radii near 0. */
const NEXT_TO_NOTHING = 1e-9;

/** Intervals that hold the distances to the nearest adversaries. */
export interface ExactRadii {
  /** No adversary is nearer. */
  radii: Float64Array;
  /** The distance of the nearest one known; infinite if none is. */
  uppers: Float64Array;
  /** Whether the two are the same, but for a millionth. */
  exact: boolean[];
  /** The nearest adversaries known, raw, q × d, and their classes; −1: none. */
  adversaries: Dense;
  codes: Int32Array;
  /** How many regions were looked at. */
  nodes: Int32Array;
}

/**
 * Finds the distances to the nearest rows with other predictions: see `OutvotingSearch`.
 * @param nodes - The largest number of regions to look at, for each row.
 * @param isStrict - Whether `predict` has to confirm each adversary that is considered, and not only the nearest.
 * @yields After some of the rows, how many are done; otherwise nothing.
 */
export function* exactRadii(
  problem: RadiusProblem,
  nodes: number,
  isStrict = false,
): RowWork<ExactRadii> {
  const { classifier, data, codes } = problem;
  const { k, training } = classifier;
  const scan = yield* QueryScan.create(problem);
  const closed = new RadiusSearch(k, training, scan.normals, scan.pairs);
  const search = new OutvotingSearch(scan);
  const result: ExactRadii = {
    radii: new Float64Array(data.rows).fill(Infinity),
    uppers: new Float64Array(data.rows).fill(Infinity),
    exact: Array.from({ length: data.rows }, () => true),
    adversaries: { ...data, values: new Float64Array(data.values.length) },
    codes: new Int32Array(data.rows).fill(-1),
    nodes: new Int32Array(data.rows),
  };
  const { best } = search;
  yield* scan.visit(function* find(row, query, image) {
    yield* scan.settleScale(closed);
    const { scale, closedLimit, farthest, never } = scan;
    scan.boundRoundings(closedLimit);
    const radius = yield* closed.find();
    if (radius >= never) return;
    search.begin(codes[row], query, image, nodes, isStrict);
    scan.boundRoundings(farthest);
    yield* search.findFirst();
    if (best.row) scan.boundRoundings(best.size);
    const bound = yield* search.find(best.row ? best.size : never);
    result.nodes[row] = search.looked;
    if (!best.row && bound >= never) return;
    const least = Math.max(
      Math.min(radius, closedLimit),
      best.row ? bound : Math.min(bound, farthest),
    );
    result.radii[row] = Math.min(scan.roundDown(least), best.size);
    result.uppers[row] = best.size;
    const slack = Math.max(EXACT * result.radii[row], NEXT_TO_NOTHING * scale);
    result.exact[row] = best.size <= result.radii[row] + slack;
    if (!best.row) return;
    result.adversaries.values.set(best.row, row * data.columns);
    result.codes[row] = best.code;
  });
  if (!isStrict) yield* replaceUnconfirmed(problem, nodes, result);
  return result;
}

// where rounding is such that `predict` does not confirm the nearest adversary, it is asked each time
function* replaceUnconfirmed(
  problem: RadiusProblem,
  nodes: number,
  result: ExactRadii,
): Work<void> {
  const { classifier, data, codes } = problem;
  const { columns } = data;
  const found = Int32Array.from(codes.keys()).filter(
    (row) => result.codes[row] >= 0,
  );
  const predicted = yield* predictCodes(
    classifier,
    pickRows(result.adversaries, found),
  );
  const again = found.filter((row, at) => predicted[at] === codes[row]);
  for (const [at, row] of found.entries()) result.codes[row] = predicted[at];
  if (again.length === 0) return;
  const asked = {
    ...problem,
    data: pickRows(data, again),
    codes: again.map((row) => codes[row]),
  };
  const work = exactRadii(asked, nodes, true);
  let step = work.next();
  // these rows have been counted
  for (; !step.done; step = work.next()) yield;
  const better = step.value;
  for (const [at, row] of again.entries()) {
    result.radii[row] = better.radii[at];
    result.uppers[row] = better.uppers[at];
    result.exact[row] = better.exact[at];
    result.codes[row] = better.codes[at];
    result.adversaries.values.set(
      better.adversaries.values.subarray(at * columns, (at + 1) * columns),
      row * columns,
    );
  }
}
