import { CholeskyDecomposition, Matrix } from 'ml-matrix';

import { NearestLists } from '../neighbors/NearestLists.ts';
import type { Random } from '../random.ts';
import { classScatter } from '../subspaces/classScatter.ts';
import { eigenvectors } from '../subspaces/eigenvectors.ts';
import type { Dense } from '../validation/dense.ts';
import { toRows } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Work } from '../work.ts';

/** Rows of each class in a region, at two scales (as metric-learn has them, after Shi et al. 2014). */
const SCALES = [10, 20];
const LARGEST_SCALE = 20;
/** What is added to the variance within a region, as a part of its mean over the columns: there may be more columns than rows. */
const RIDGE = 0.1;
/** Of the largest: a direction below it does not tell classes apart. */
const NEGLIGIBLE = 1e-9;

/**
 * Directions that tell classes apart in some region of the data (Shi, Bellet and Sha, AAAI 2014, section 3.1): the linear
 * discriminants of the rows of each class that are nearest to a seed, for seeds that are spread over the data as
 * k-means++ spreads its own, and at two scales.
 * @param data - n × d with classes.
 * @param count - How many; fewer where the data do not give as many.
 * @param random - Draws the seeds.
 * @yields After each region.
 * @returns Directions of unit length, at most count × d.
 */
export function* localDiscriminants(
  data: LabelledData,
  count: number,
  random: Random,
): Work<Dense> {
  const { columns } = data;
  const found: number[][] = [];
  const seeds = spreadSeeds(data, random);
  for (const seed of seeds) {
    const nearest = nearestOfEachClass(data, seed);
    for (const scale of SCALES) {
      const region = nearest.flatMap((rows) => rows.slice(0, scale));
      found.push(...discriminantsOf(data, region));
      yield;
    }
    if (found.length >= count) break;
  }
  // rows that all coincide have no discriminants: the columns then
  const bases = found.length > 0 ? found.slice(0, count) : unitRows(columns);
  return {
    values: Float64Array.from(bases.flat()),
    rows: bases.length,
    columns,
  };
}

function unitRows(size: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => (row === column ? 1 : 0)),
  );
}

// rows, each drawn with a probability that is the square of its distance from those drawn before; until none is left
function* spreadSeeds(data: LabelledData, random: Random): Generator<number> {
  const { rows } = data;
  const distances = new Float64Array(rows).fill(1);
  let total = rows;
  while (total > 0) {
    let left = random() * total;
    let seed = distances.findIndex((distance) => (left -= distance) < 0);
    if (seed === -1) seed = distances.findLastIndex((distance) => distance > 0);
    yield seed;
    const first = total === rows;
    total = 0;
    for (let row = 0; row < rows; row++) {
      const distance = squaredDistance(data, row, seed);
      distances[row] = first ? distance : Math.min(distances[row], distance);
      total += distances[row];
    }
  }
}

function nearestOfEachClass(data: LabelledData, seed: number): number[][] {
  const { rows, codes, classes } = data;
  const lists = new NearestLists(classes.length, LARGEST_SCALE);
  for (let row = 0; row < rows; row++) {
    lists.offer(codes[row], row, squaredDistance(data, row, seed));
  }
  return classes.map((_, code) => Array.from(lists.of(code)));
}

/**
 * The discriminants v of some rows: S v = between Uᵀ for the eigenvectors U of between S⁻¹ betweenᵀ, with S the ridged
 * scatter within classes. No d × d matrix is taken apart, for there are fewer classes than columns as a rule.
 * @param data - n × d with classes.
 * @param region - The rows.
 * @returns Directions of unit length, the most discriminating first.
 */
function discriminantsOf(data: LabelledData, region: number[]): number[][] {
  const { columns, codes, classes } = data;
  const values = new Float64Array(region.length * columns);
  for (const [at, row] of region.entries()) {
    const from = row * columns;
    values.set(data.values.subarray(from, from + columns), at * columns);
  }
  const { within, between } = classScatter(
    { values, rows: region.length, columns },
    Int32Array.from(region, (row) => codes[row]),
    classes.length,
  );
  let trace = 0;
  for (let k = 0; k < columns; k++) trace += within[k * columns + k];
  const ridge = (RIDGE * trace) / columns || 1;
  for (let k = 0; k < columns; k++) within[k * columns + k] += ridge;
  const means = new Matrix(toRows(between));
  const solved = new CholeskyDecomposition(
    new Matrix(toRows({ values: within, rows: columns, columns })),
  ).solve(means.transpose());
  const products = Float64Array.from(means.mmul(solved).to1DArray());
  const { values: sizes, vectors } = eigenvectors(products, classes.length);
  const telling = vectors.filter(
    (_, at) => sizes[at] > NEGLIGIBLE * Math.max(sizes[0], 0),
  );
  return telling.slice(0, classes.length - 1).map((vector) => {
    const direction = solved.mmul(Matrix.columnVector(vector)).to1DArray();
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
