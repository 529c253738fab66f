import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { pickRows } from '../../data/Dense.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { predictCodes } from '../../estimators/classifier/predictCodes.ts';
import { perturbationSpace } from '../PerturbationSpace.ts';
import type { RadiusProblem } from '../radius/certifiedRadii.ts';

/** How much longer the first step makes a perturbation, as a part: half of the error of an exact radius. */
const FIRST = 5e-7;
/** The first step as a part of the way to the goal, where a perturbation is 0. */
const LEAST = 1e-10;
/** The factor from each step to the next. */
const GROWTH = 4;

/** Rows to be perturbed until their predictions change. */
export interface Moves {
  /** Raw rows, q × d. */
  data: Dense;
  /** The class of each. */
  codes: Int32Array;
  /** The least perturbation e of each, q × d, which adds e ∘ lengths to the raw row. */
  values: Float64Array;
  /** The raw length of a unit of perturbation in each column. */
  lengths: Float64Array;
  /** The raw row that each is perturbed towards from there, q × d. */
  goals: Float64Array;
}

/** Perturbations of some of many rows. */
export interface SomeMoves extends Moves {
  /** The indices of these rows. */
  which: Int32Array;
}

/** Perturbed rows. */
export interface MovedRows extends Dense {
  /** The predicted class of each; −1: none was found that differs. */
  codes: Int32Array;
}

/**
 * Goes as little as possible beyond the given perturbations until the prediction changes: at the end of a perturbation
 * classes may tie, and rounding decides. From there it goes straight towards a row of another class, in growing steps. The
 * region where some training rows are nearer than others is convex, so that each step is farther inside.
 * @returns The first row on the way with another prediction; none if not even the goal has one.
 */
export function* crossBoundary(
  classifier: FittedClassifier,
  moves: Moves,
): Work<MovedRows> {
  const { data, codes } = moves;
  const { rows, columns } = data;
  const found = new Int32Array(rows).fill(-1);
  const values = new Float64Array(data.values.length);
  const parts = firstParts(moves);
  let open = Int32Array.from(found.keys());
  while (open.length > 0) {
    const tried = pickRows(data, open);
    for (const [at, row] of open.entries()) {
      const place = tried.values.subarray(at * columns, (at + 1) * columns);
      place.set(rowOnTheWay(moves, row, parts[row]));
    }
    const predicted = yield* predictCodes(classifier, tried);
    for (const [at, row] of open.entries()) {
      if (predicted[at] === codes[row]) continue;
      found[row] = predicted[at];
      values.set(
        tried.values.subarray(at * columns, (at + 1) * columns),
        row * columns,
      );
    }
    open = open.filter((row) => found[row] < 0 && parts[row] < 1);
    for (const row of open) parts[row] = Math.min(1, GROWTH * parts[row]);
  }
  return { values, rows, columns, codes: found };
}

// the first step of each row, as a part of the way to its goal
function firstParts({ data, values, lengths, goals }: Moves): Float64Array {
  const { rows, columns } = data;
  return Float64Array.from({ length: rows }, (_, row) => {
    let moved = 0;
    let rest = 0;
    for (let k = 0; k < columns; k++) {
      const at = row * columns + k;
      const whole = (goals[at] - data.values[at]) / lengths[k];
      moved += values[at] ** 2;
      rest += (whole - values[at]) ** 2;
    }
    const part = FIRST * Math.sqrt(moved / rest);
    return part > LEAST ? Math.min(1, part) : LEAST;
  });
}

function rowOnTheWay(
  { data, values, lengths, goals }: Moves,
  row: number,
  part: number,
): Float64Array {
  const { columns } = data;
  const from = row * columns;
  // the goal itself, without rounding
  if (part === 1) return goals.subarray(from, from + columns);
  return Float64Array.from(lengths, (length, k) => {
    const at = from + k;
    const moved = data.values[at] + length * values[at];
    return moved + part * (goals[at] - moved);
  });
}

/**
 * Perturbations of the rows that continue towards a training row.
 * @param problem - The rows.
 * @param goals - The training row of each; −1 if there is none.
 * @param moves - The perturbation of each row so far, q × d.
 */
export function movesTowards(
  { classifier, data, codes, units }: RadiusProblem,
  goals: Int32Array,
  moves: Dense,
): SomeMoves {
  const which = Int32Array.from(goals.keys()).filter((row) => goals[row] >= 0);
  const to = which.map((row) => goals[row]);
  return {
    which,
    data: pickRows(data, which),
    codes: which.map((row) => codes[row]),
    values: pickRows(moves, which).values,
    lengths: perturbationSpace(classifier, units).lengths,
    goals: pickRows(classifier.training, to).values,
  };
}
