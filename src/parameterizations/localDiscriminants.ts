import type { Work } from '../async/work.ts';
import { inChunks } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { pickRows, rowOf } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Random } from '../data/random.ts';
import { classScatter } from '../linear-algebra/classScatter.ts';
import { eigenvectors } from '../linear-algebra/eigenvectors.ts';
import { productByTranspose, productOf } from '../linear-algebra/products.ts';
import { solvePositive } from '../linear-algebra/solvePositive.ts';
import { NearestLists } from '../neighbors/nearest/NearestLists.ts';

/** Rows of each class in a region, at two scales (as in metric-learn, after Shi et al. 2014). */
const SCALES = [10, 20];
const LARGEST_SCALE = 20;
/**
 * Added to the variance within a region, relative to its mean over the columns, since there may be more columns than
 * rows.
 */
const RIDGE = 0.1;
/** Relative to the largest eigenvalue: a direction below it does not separate classes. */
const NEGLIGIBLE = 1e-9;

/**
 * Directions that separate classes in some region of the data (Shi, Bellet and Sha, AAAI 2014, section 3.1): the linear
 * discriminants of the rows of each class that are nearest to a seed, for seeds that are spread over the data as in
 * k-means++, and at two scales.
 * @param data - n × d with classes.
 * @param count - The number of directions; fewer if the data do not give as many.
 * @returns Directions of unit length, at most count × d.
 */
export function* localDiscriminants(
  data: LabelledData,
  count: number,
  random: Random,
): Work<Dense> {
  const { rows, columns } = data;
  const found: Float64Array[] = [];
  /** The squared distance of each row from the nearest seed; without seeds, all are equal. */
  const distances = new Float64Array(rows).fill(Infinity);
  while (found.length < count) {
    const seed = drawSeed(distances, random);
    if (seed === undefined) break;
    const nearest = yield* nearestOfEachClass(data, seed, distances);
    for (const scale of SCALES) {
      const region = nearest.flatMap((list) => list.slice(0, scale));
      found.push(...(yield* discriminantsOf(data, region)));
      yield;
    }
  }
  // if all rows coincide, there are no discriminants: the columns are used
  const bases = found.length > 0 ? found.slice(0, count) : unitRows(columns);
  const values = new Float64Array(bases.length * columns);
  for (const [row, basis] of bases.entries()) values.set(basis, row * columns);
  return { values, rows: bases.length, columns };
}

function unitRows(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, row) => {
    const unit = new Float64Array(size);
    unit[row] = 1;
    return unit;
  });
}

// draws a row with probability proportional to its squared distance from the rows drawn before; none if all coincide
// with one
function drawSeed(distances: Float64Array, random: Random): number | undefined {
  if (distances[0] === Infinity) return Math.floor(random() * distances.length);
  let total = 0;
  for (const distance of distances) total += distance;
  if (total === 0) return undefined;
  let left = random() * total;
  let last = 0;
  for (let row = 0; row < distances.length; row++) {
    left -= distances[row];
    if (left < 0) return row;
    if (distances[row] > 0) last = row;
  }
  return last;
}

// updates the distances to the nearest seed
function* nearestOfEachClass(
  data: LabelledData,
  seed: number,
  distances: Float64Array,
): Work<number[][]> {
  const { rows, columns, codes, classes } = data;
  const lists = new NearestLists(classes.length, LARGEST_SCALE);
  yield* inChunks(rows, columns, (from, to) => {
    for (let row = from; row < to; row++) {
      const distance = squaredDistance(data, row, seed);
      lists.offer(codes[row], row, distance);
      distances[row] = Math.min(distances[row], distance);
    }
  });
  return classes.map((_, code) => Array.from(lists.of(code)));
}

/**
 * The discriminants v of some rows: S v = between Uᵀ for the eigenvectors U of between S⁻¹ betweenᵀ, with S the ridged
 * scatter within classes. This avoids the eigenvectors of a d × d matrix, since there are usually fewer classes than
 * columns.
 * @param data - n × d with classes.
 * @returns Directions of unit length, the most discriminating first.
 */
function* discriminantsOf(
  data: LabelledData,
  region: number[],
): Work<Float64Array[]> {
  const { columns, codes, classes } = data;
  const { within, between } = yield* classScatter(
    pickRows(data, region),
    Int32Array.from(region, (row) => codes[row]),
    classes.length,
  );
  let trace = 0;
  for (let k = 0; k < columns; k++) trace += within[k * columns + k];
  const ridge = (RIDGE * trace) / columns || 1;
  for (let k = 0; k < columns; k++) within[k * columns + k] += ridge;
  const solved = between.values.slice();
  yield* solvePositive(within, columns, solved);
  const products = yield* productByTranspose(between, {
    ...between,
    values: solved,
  });
  const { values: sizes, vectors } = yield* eigenvectors(
    products,
    classes.length,
  );
  const most = classes.length - 1;
  let count = 0;
  while (count < most && sizes[count] > NEGLIGIBLE * sizes[0]) count++;
  const weights = { values: vectors, rows: count, columns: classes.length };
  const values = yield* productOf(weights, solved);
  return Array.from({ length: count }, (_, at) => {
    const direction = rowOf({ values, rows: count, columns }, at);
    const length = Math.hypot(...direction);
    return direction.map((entry) => entry / length);
  });
}

function squaredDistance(
  { values, columns }: Dense,
  a: number,
  b: number,
): number {
  let sum = 0;
  for (let k = 0; k < columns; k++) {
    sum += (values[a * columns + k] - values[b * columns + k]) ** 2;
  }
  return sum;
}
