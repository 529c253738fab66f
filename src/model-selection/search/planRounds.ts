import type { LabelledData } from '../../data/LabelledData.ts';
import type { Random } from '../../data/random.ts';
import { seededRandom } from '../../data/random.ts';
import { checkInteger, checkOptionNames } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import type { TaskRows } from '../cross-validation/resolveSplits.ts';
import { shuffle } from '../splits/shuffle.ts';

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

/** Rows of a class in the first round by default: three as targets, and others to be told apart from. */
const ROWS_OF_A_CLASS = 10;

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
  checkOptionNames(options, 'halving', ['factor', 'minRows']);
  const { factor = 3 } = options;
  checkInteger(factor, 'halving.factor', { min: 2 });
  const usual = Math.min(ROWS_OF_A_CLASS * classes.length, fewest);
  if (options.minRows === undefined) return { factor, minRows: usual };
  const minRows = checkInteger(options.minRows, 'halving.minRows', {
    min: 2 * classes.length,
    max: fewest,
    maxReason: 'the number of training rows of the smallest split',
  });
  return { factor, minRows };
}

// any number of rows from the beginning has each class by its share, but two of each at least
function orderByShare(
  train: Int32Array,
  { codes, classes }: LabelledData,
  random: Random,
): number[] {
  const members = classes.map((): number[] => []);
  for (const row of train) members[codes[row]].push(row);
  const placed = members.flatMap((rows) =>
    shuffle(rows, random).map((row, at) => ({
      row,
      place: at < 2 ? 0 : (at + 0.5) / rows.length,
    })),
  );
  return placed.toSorted((a, b) => a.place - b.place).map(({ row }) => row);
}
