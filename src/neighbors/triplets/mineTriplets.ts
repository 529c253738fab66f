import type { Work } from '../../async/work.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { classSizes } from '../../data/LabelledData.ts';
import type { Random } from '../../data/random.ts';
import { describe } from '../../options/describe.ts';
import { arrangeNeighbors } from '../nearest/arrangeRows.ts';
import { combineNeighbors } from '../nearest/combineNeighbors.ts';
import type { NeighborsByClass } from '../nearest/nearestByClass.ts';
import { nearestByClass, nearestOfQueries } from '../nearest/nearestByClass.ts';
import { drawSample, nearestInSample } from '../nearest/nearestInSample.ts';
import type { ScanOptions } from '../pairs/PairScan.ts';
import { checkSpread } from '../pairs/checkSpread.ts';

import type { Triplets } from './Triplets.ts';
import type { MiningOptions, TripletOptions } from './miningOptions.ts';

/**
 * Mines the paper's fixed set of triplets: every row is an anchor, combined with each of its nearest rows of the same
 * class and each of its nearest rows of other classes. Neighbours are those of the input space; ties go to the lower
 * row. O(n² d) time, O(n · targets · impostors) memory.
 * @param data - n × d inputs with classes, as the metric will see them.
 * @returns Triplets ordered by anchor, then by target, then by impostor, nearest first.
 * @throws {RangeError} If a class has too few rows for its targets, or squared distances overflow.
 */
export function* mineTriplets(
  data: LabelledData,
  options: Required<TripletOptions>,
): Work<Triplets> {
  checkClassSizes(data, options.targets);
  return yield* mineBatchTriplets(data, options);
}

/** With more rows than that, candidates are drawn. */
const MANY = 100_000;
/** The number that is drawn: mining takes 13 s for 300,000 × 10. It costs accuracy: .783 becomes .759 on 57,000 × 20, ten classes. */
const DRAWN = 10_000;

function candidatesFor(
  { rows }: LabelledData,
  { candidates }: Required<MiningOptions>,
): number {
  if (candidates === 'all') return rows;
  if (candidates !== 'auto') return candidates;
  return rows > MANY ? DRAWN : rows;
}

// multiplications of the search among so many candidates
function costOf(data: LabelledData, candidates: number): number {
  const { rows, columns } = data;
  if (candidates >= rows) return (rows * rows * columns) / 2;
  let pairs = rows * candidates;
  for (const size of classSizes(data)) {
    pairs += size > candidates ? size * candidates : (size * size) / 2;
  }
  return pairs * columns;
}

/**
 * Mines the triplets of a fit: those of `mineTriplets`, or, if candidates are drawn, those with the nearest rows among
 * the candidates.
 * @param data - n × d inputs with classes, as the metric will see them.
 * @param order - Rows are numbered by their places in it; by default, as in the data. Ties are those of the data.
 * @param scanOptions - Threads that share the work, and a count of it, whose total is set.
 * @returns Triplets ordered by anchor, then by target, then by impostor, nearest first.
 * @throws {RangeError} As `mineTriplets`.
 */
export function* mineForFit(
  data: LabelledData,
  options: Required<MiningOptions>,
  random: Random,
  order?: Int32Array,
  scanOptions?: ScanOptions,
): Work<Triplets> {
  const candidates = candidatesFor(data, options);
  if (scanOptions?.count) scanOptions.count.total = costOf(data, candidates);
  checkClassSizes(data, options.targets);
  const near =
    candidates >= data.rows
      ? yield* nearestOfBatch(data, options, scanOptions)
      : yield* nearestOfDrawn(data, options, candidates, random, scanOptions);
  yield;
  const numbered = order ? arrangeNeighbors(near, order) : near;
  yield;
  return yield* combineNeighbors(numbered, data);
}

function* nearestOfDrawn(
  data: LabelledData,
  options: Required<TripletOptions>,
  candidates: number,
  random: Random,
  scanOptions?: ScanOptions,
): Work<NeighborsByClass> {
  const { targets } = options;
  checkSpread(data);
  const sample = drawSample(data, candidates, random);
  yield;
  const impostors = Math.min(options.impostors, sample.length);
  const size = Math.max(candidates, targets + 1);
  return yield* nearestInSample(
    data,
    targets,
    impostors,
    size,
    sample,
    random,
    scanOptions,
  );
}

/**
 * Mines triplets among the rows of a batch: with fewer targets or impostors if there are not enough, and no triplets
 * for a row that is alone in its class.
 * @param data - n × d inputs with classes.
 * @returns Triplets ordered as those of `mineTriplets`; possibly none.
 * @throws {RangeError} If squared distances overflow.
 */
export function* mineBatchTriplets(
  data: LabelledData,
  options: Required<TripletOptions>,
): Work<Triplets> {
  const neighbors = yield* nearestOfBatch(data, options);
  return yield* combineNeighbors(neighbors, data);
}

function* nearestOfBatch(
  data: LabelledData,
  options: Required<TripletOptions>,
  scanOptions?: ScanOptions,
): Work<NeighborsByClass> {
  checkSpread(data);
  const { rows } = data;
  const targets = Math.min(options.targets, rows);
  const impostors = Math.min(options.impostors, rows);
  return yield* nearestByClass(data, targets, impostors, scanOptions);
}

/**
 * Mines triplets whose anchors are the first rows, with targets and impostors among the rows after them; fewer of
 * either if there are not enough.
 * @param data - The anchors, then the rows to search: n × d with classes.
 * @param anchors - The number of anchors.
 * @returns Triplets ordered by anchor, then by target, then by impostor, nearest first.
 * @throws {RangeError} If squared distances overflow.
 */
export function* mineQueryTriplets(
  data: LabelledData,
  anchors: number,
  options: Required<TripletOptions>,
): Work<Triplets> {
  checkSpread(data);
  const { rows } = data;
  const targets = Math.min(options.targets, rows);
  const impostors = Math.min(options.impostors, rows);
  const neighbors = yield* nearestOfQueries(data, anchors, targets, impostors);
  return yield* combineNeighbors(neighbors, data);
}

function checkClassSizes(data: LabelledData, targets: number): void {
  for (const [index, size] of classSizes(data).entries()) {
    if (size > targets) continue;
    const label = describe(data.classes[index]);
    throw new RangeError(
      `class ${label} must have at least ${targets + 1} rows (triplets.targets + 1), got ${size}; ` +
        `lower triplets.targets or leave the class out`,
    );
  }
}
