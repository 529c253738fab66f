import type { LabelledData } from '../../data/LabelledData.ts';
import { groupByClass } from '../../data/LabelledData.ts';
import type { Random } from '../../data/random.ts';
import { seededRandom, shuffle } from '../../data/random.ts';
import { describe } from '../../options/describe.ts';
import { integer, readOptions, wordOr } from '../../options/readOptions.ts';
import type { TaskRows } from '../tasks/Executor.ts';

/**
 * Successive halving (Jamieson and Talwalkar, Non-stochastic best arm identification, AISTATS 2016): all candidates are
 * evaluated on few training rows, the best of them on more, and the last ones on all.
 */
export interface HalvingOptions {
  /**
   * One in `factor` candidates goes on to the next round, which has `factor` times as many training rows.
   * @default 3
   */
  factor?: number;
  /**
   * The least number of training rows of a fold in the first round, at least 2 for each class.
   * @default 10 for each class, or all where there are fewer
   */
  minRows?: number;
}

/** A round of a search. */
export interface Round {
  /** The largest number of candidates that take part. */
  candidates: number;
  splits: TaskRows[];
}

/** Rows per class in the first round by default: enough for three targets, and for impostors. */
const ROWS_PER_CLASS = 10;

/**
 * Plans the rounds of a search. Each fold is tested on all its test rows; from round to round its training rows
 * grow. They keep the proportions of the classes, with at least two rows of each, and those of a round are among
 * those of the next.
 * @param halving - Options, or true for the defaults; otherwise there is a single round.
 * @param candidates - The number of candidates.
 * @returns The rounds; the last one has all rows.
 * @throws {TypeError|RangeError} If an option is unknown or out of range.
 */
export function planRounds(
  halving: HalvingOptions | boolean | undefined,
  candidates: number,
  splits: TaskRows[],
  data: LabelledData,
  seed: number,
): Round[] {
  if (halving === undefined || halving === false) {
    return [{ candidates, splits }];
  }
  const fewest = Math.min(...splits.map(({ train }) => train.length));
  const { factor, minRows } = resolveHalving(halving, fewest, data);
  const counts = [candidates];
  let left = candidates;
  while (left >= factor && fewest / factor ** counts.length >= minRows) {
    left = Math.ceil(left / factor);
    counts.push(left);
  }
  const random = seededRandom(seed);
  const orders = splits.map(({ train }) => orderByShare(train, data, random));
  return counts.map((count, round) => ({
    candidates: count,
    splits: splits.map(({ test }, at) => {
      const part = factor ** (counts.length - 1 - round);
      const rows = Math.ceil(orders[at].length / part);
      return {
        train: Int32Array.from(orders[at].slice(0, rows)).toSorted(),
        test,
      };
    }),
  }));
}

function resolveHalving(
  halving: HalvingOptions | true,
  fewest: number,
  { classes }: LabelledData,
): Required<HalvingOptions> {
  const options = halving === true ? {} : halving;
  if (typeof options !== 'object') {
    throw new TypeError(
      `halving must be a boolean or an object, got ${describe(options)}`,
    );
  }
  const bounds = {
    min: 2 * classes.length,
    max: fewest,
    maxReason: 'the number of training rows of the smallest split',
  };
  const { factor, minRows } = readOptions(options, 'halving', {
    factor: integer({ min: 2 }, 3),
    minRows: wordOr(undefined, integer(bounds)),
  });
  const defaultRows = Math.min(ROWS_PER_CLASS * classes.length, fewest);
  return { factor, minRows: minRows ?? defaultRows };
}

// any first part of these rows has each class in proportion, but at least two rows of each
function orderByShare(
  train: Int32Array,
  data: LabelledData,
  random: Random,
): number[] {
  const placed = groupByClass(data, train).members.flatMap((rows) =>
    shuffle(rows, random).map((row, at) => ({
      row,
      place: at < 2 ? 0 : (at + 0.5) / rows.length,
    })),
  );
  return placed.toSorted((a, b) => a.place - b.place).map(({ row }) => row);
}
