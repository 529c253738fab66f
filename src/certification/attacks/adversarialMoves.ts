import { pickRows } from '../../data/Dense.ts';
import { embedQueries } from '../../estimators/classifier/FittedClassifier.ts';
import { predictCodes } from '../../estimators/classifier/predictCodes.ts';
import { DistanceTable } from '../../neighbors/nearest/DistanceTable.ts';
import { perturbationSpace } from '../PerturbationSpace.ts';
import { createNormals } from '../bounds/Normals.ts';
import type { RadiusProblem, RowWork } from '../radius/certifiedRadii.ts';

import { AttackSearch } from './AttackSearch.ts';
import type { SomeMoves } from './crossBoundary.ts';

/** Queries that are measured at once. */
const HEIGHT = 16;

/**
 * Looks for small perturbations that change predictions: see `AttackSearch`.
 * @yields After each row, how many are done; otherwise nothing.
 * @returns Perturbations of those rows for which there is one.
 */
export function* adversarialMoves({
  classifier,
  data,
  codes,
  norm,
  units,
}: RadiusProblem): RowWork<SomeMoves> {
  const { training, embedding } = classifier;
  const { columns } = data;
  const { map, lengths } = perturbationSpace(classifier, units);
  const normals = yield* createNormals(embedding, map, norm);
  const search = new AttackSearch(classifier, lengths, norm, normals);
  const images = yield* embedQueries(classifier, data);
  const table = new DistanceTable(embedding, Math.min(HEIGHT, data.rows));
  yield* table.prepare();
  const which: number[] = [];
  const values: number[] = [];
  // where to go on from the moves: first the ends that were found, and points farther beyond
  const ends: number[] = [];
  const deeper: number[] = [];
  for (let first = 0; first < data.rows; first += HEIGHT) {
    const end = Math.min(first + HEIGHT, data.rows);
    yield* table.measure(images, first, end);
    for (let row = first; row < end; row++) {
      const query = data.values.subarray(row * columns, (row + 1) * columns);
      const start = (row - first) * training.rows;
      const found = search.find(codes[row], query, table.squares, start);
      if (found) {
        which.push(row);
        values.push(...found.move);
        ends.push(...query.map((x, k) => x + lengths[k] * found.inside[k]));
        deeper.push(...query.map((x, k) => x + lengths[k] * found.deeper[k]));
      }
      yield row + 1;
    }
  }
  const some = pickRows(data, which);
  const goals = { ...some, values: Float64Array.from(ends) };
  // ends may be so near to the border that rounding takes them back
  const predicted = yield* predictCodes(classifier, goals);
  for (const [at, row] of which.entries()) {
    if (predicted[at] !== codes[row]) continue;
    const place = deeper.slice(at * columns, (at + 1) * columns);
    goals.values.set(place, at * columns);
  }
  return {
    which: Int32Array.from(which),
    data: some,
    codes: Int32Array.from(which, (row) => codes[row]),
    values: Float64Array.from(values),
    lengths,
    goals: goals.values,
  };
}
