import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { pickRows } from '../../data/Dense.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { predictCodes } from '../../estimators/classifier/predictCodes.ts';
import { perturbationSpace } from '../PerturbationSpace.ts';
import type { RadiusProblem } from '../radius/certifiedRadii.ts';

/** How much longer a move becomes by the first step beyond it: half of what an exact radius may be off by. */
const FIRST = 5e-7;
/** The part of the way to the goal, where a move has no length. */
const LEAST = 1e-10;
/** How much longer each next step is. */
const GROWTH = 4;

/** Rows to be moved until they are predicted otherwise. */
export interface Moves {
  /** Raw rows, q × d. */
  data: Dense;
  /** The class that each is of. */
  codes: Int32Array;
  /** How far each is moved at least, q × d: a row that moves by e moves by e ∘ lengths. */
  values: Float64Array;
  /** What a unit of a move is in each column. */
  lengths: Float64Array;
  /** Where each goes from there, q × d raw rows. */
  goals: Float64Array;
}

/** Moves of some of many rows. */
export interface SomeMoves extends Moves {
  /** Which of them. */
  which: Int32Array;
}

/** Rows that were moved. */
export interface MovedRows extends Dense {
  /** The classes they are predicted to be of; −1: no row was found. */
  codes: Int32Array;
}

/**
 * Goes as little as possible beyond the given perturbations, until `predict` says that the class has changed: at
 * the end of a perturbation classes may tie, and rounding decides. From there the way goes straight to a row of
 * another class, in steps that grow. Where some training rows are nearer than others is convex, so that each step
 * is farther inside.
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

// which part of the way to go first
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
  // the goal itself, not what rounding makes of the way there
  if (part === 1) return goals.subarray(from, from + columns);
  return Float64Array.from(lengths, (length, k) => {
    const at = from + k;
    const moved = data.values[at] + length * values[at];
    return moved + part * (goals[at] - moved);
  });
}

/**
 * Perturbations of the rows that are to go on towards a training row.
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
