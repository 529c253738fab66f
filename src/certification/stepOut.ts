import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import { predictCodes } from '../estimators/predictCodes.ts';
import type { Dense } from '../validation/dense.ts';
import type { Work } from '../work.ts';

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
  /** The training row that each is moved towards then; −1: it is not moved. */
  goals: Int32Array;
}

/** Rows that were moved. */
export interface MovedRows {
  /** Raw rows, q × d. */
  values: Float64Array;
  /** The classes they are predicted to be of; −1: no row was found. */
  codes: Int32Array;
}

/**
 * Goes as little as possible beyond moves, until `predict` says that the class has changed: at the end of a move classes may tie,
 * and rounding decides. From there the way goes straight to a training row of another class, in steps that grow: what is nearer
 * to it than to all rows of a class is convex, so that each step is farther inside.
 * @param classifier - The classifier.
 * @param moves - Rows and moves.
 * @yields Between blocks of rows.
 * @returns The first row on the way that is predicted otherwise; for one whose goal is not, none.
 */
export function* stepOut(
  classifier: FittedClassifier,
  moves: Moves,
): Work<MovedRows> {
  const { columns } = moves.data;
  const found: MovedRows = {
    values: new Float64Array(moves.data.values.length),
    codes: new Int32Array(moves.data.rows).fill(-1),
  };
  const ways = allWays(classifier, moves);
  let steps = ways.map(({ first }) => first);
  let open = Int32Array.from(ways.keys());
  while (open.length > 0) {
    const tried = new Float64Array(open.length * columns);
    for (const [at, way] of open.entries()) {
      const place = tried.subarray(at * columns, (at + 1) * columns);
      ways[way].go(Math.min(1, steps[way]), place);
    }
    const codes = yield* predictCodes(classifier, {
      values: tried,
      rows: open.length,
      columns,
    });
    for (const [at, way] of open.entries()) {
      const { row } = ways[way];
      if (codes[at] === moves.codes[row]) continue;
      found.codes[row] = codes[at];
      found.values.set(
        tried.subarray(at * columns, (at + 1) * columns),
        row * columns,
      );
    }
    const tries = steps;
    open = open.filter(
      (way) => found.codes[ways[way].row] < 0 && tries[way] < 1,
    );
    steps = steps.map((step) => step * GROWTH);
  }
  return found;
}

/** The way of a row, from the end of its move to the goal. */
interface Way {
  row: number;
  /** Which part of the way to go first. */
  first: number;
  /** Writes down the raw row at a part of the way. */
  go: (part: number, place: Float64Array) => void;
}

function allWays(
  { training }: FittedClassifier,
  { data, values, lengths, goals }: Moves,
): Way[] {
  const { columns } = data;
  return Array.from(goals.keys())
    .filter((row) => goals[row] >= 0)
    .map((row) => {
      const from = row * columns;
      const to = goals[row] * columns;
      let move = 0;
      let rest = 0;
      const way = new Float64Array(columns);
      for (let k = 0; k < columns; k++) {
        const whole =
          (training.values[to + k] - data.values[from + k]) / lengths[k];
        way[k] = whole - values[from + k];
        move += values[from + k] ** 2;
        rest += way[k] ** 2;
      }
      const first = Math.max(FIRST * Math.sqrt(move / rest), LEAST);
      const go = (part: number, place: Float64Array): void => {
        for (let k = 0; k < columns; k++) {
          // the goal itself, not what rounding makes of the way there
          place[k] =
            part === 1
              ? training.values[to + k]
              : data.values[from + k] +
                lengths[k] * (values[from + k] + part * way[k]);
        }
      };
      return { row, first: first > 0 ? first : LEAST, go };
    });
}
