import type { Dense } from '../../data/Dense.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { embedQueries } from '../../estimators/classifier/FittedClassifier.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import { DistanceTable } from '../../neighbors/nearest/DistanceTable.ts';
import type { PerturbationUnits } from '../PerturbationSpace.ts';
import { perturbationSpace } from '../PerturbationSpace.ts';
import { createNormals } from '../bounds/Normals.ts';
import { RoundingBounds } from '../bounds/RoundingBounds.ts';
import { ImpostorCell } from '../exact/ImpostorCell.ts';

import { RadiusSearch } from './RadiusSearch.ts';

/** Rows to be certified. */
export interface RadiusProblem {
  classifier: FittedClassifier;
  /** Raw rows, q × d. */
  data: Dense;
  /** The predicted class of each. */
  codes: Int32Array;
  norm: MarginNorm;
  units: PerturbationUnits;
  /** Whether to find the largest radii that hold, and the shortest perturbations into the cells of impostors; only for k = 1 and norm 2. */
  exact: boolean;
}

/** The radii of rows. */
export interface CertifiedRadii {
  radii: Float64Array;
  /** q × d: the shortest perturbation that changes each prediction, in the units of perturbations; only with `exact`. */
  moves: Dense;
  /** The training row whose cell each perturbation leads to; −1: none. */
  impostors: Int32Array;
}

/** Work on rows one after the other: each step says how many of them are done, or nothing. */
export type RowWork<Result> = Generator<number | undefined, Result, undefined>;

/** Rows that are measured at once: as many as columns, so that the table takes no more memory than the training rows. */
const HEIGHTS = { least: 8, most: 64 };

/**
 * Finds radii within which predictions do not change, in closed form: see `RadiusSearch` for the method, and
 * `RoundingBounds` for why they hold in floating point as well. O(n r d) once, O(n r) for each row, and O(d) for each pair
 * that is examined; O((n + q) d) memory.
 * @yields After some of the rows, how many are done; otherwise nothing.
 */
export function* certifiedRadii({
  classifier,
  data,
  codes,
  norm,
  units,
  exact,
}: RadiusProblem): RowWork<CertifiedRadii> {
  const { k, training, embedding } = classifier;
  const space = perturbationSpace(classifier, units);
  const normals = yield* createNormals(embedding, space.map, norm);
  const roundings = new RoundingBounds(
    classifier,
    space,
    norm,
    normals.operatorNorm,
  );
  const cell = exact ? new ImpostorCell(normals) : undefined;
  const search = new RadiusSearch(k, training, normals, roundings, cell);
  const images = yield* embedQueries(classifier, data);
  const { least, most } = HEIGHTS;
  const height = Math.min(Math.max(training.columns, least), most);
  const table = new DistanceTable(embedding, Math.min(height, data.rows));
  yield* table.prepare();
  const radii = new Float64Array(data.rows);
  const impostors = new Int32Array(data.rows).fill(-1);
  const moves = {
    values: new Float64Array(cell ? data.values.length : 0),
    rows: cell ? data.rows : 0,
    columns: data.columns,
  };
  for (let first = 0; first < data.rows; first += height) {
    const end = Math.min(first + height, data.rows);
    yield* table.measure(images, first, end);
    for (let row = first; row < end; row++) {
      radii[row] = yield* search.find(
        codes[row],
        data.values,
        row * data.columns,
        table.squares,
        (row - first) * training.rows,
      );
      if (cell && cell.impostor >= 0) {
        impostors[row] = cell.impostor;
        moves.values.set(cell.move, row * data.columns);
      }
      yield;
    }
    yield end;
  }
  return { radii, moves, impostors };
}
