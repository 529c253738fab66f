import type { RadiusProblem, RowWork } from './QueryScan.ts';
import { QueryScan } from './QueryScan.ts';
import { RadiusSearch } from './RadiusSearch.ts';

/**
 * Finds radii within which predictions do not change, in closed form: see `RadiusSearch` for the method, and
 * `RoundingBounds` for why they hold in floating point as well. O(n r d) once, O(n r) for each row, and O(d) for each pair
 * that is examined; O((n + q) d) memory.
 * @yields After some of the rows, how many are done; otherwise nothing.
 */
export function* certifiedRadii(problem: RadiusProblem): RowWork<Float64Array> {
  const { classifier, data } = problem;
  const { k, training } = classifier;
  const scan = yield* QueryScan.create(problem);
  const search = new RadiusSearch(k, training, scan.normals, scan.pairs);
  const radii = new Float64Array(data.rows).fill(Infinity);
  yield* scan.visit(function* find(row) {
    yield* scan.settleScale(search);
    const most = scan.closedLimit;
    scan.boundRoundings(most);
    const radius = yield* search.find();
    if (radius < scan.never) {
      radii[row] = scan.roundDown(Math.min(most, radius));
    }
  });
  return radii;
}
