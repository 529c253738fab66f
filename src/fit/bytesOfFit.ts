import type { Dense } from '../data/Dense.ts';
import { bytesOfScan } from '../neighbors/pairs/PairScan.ts';

import type { ResolvedOptions } from './metricLearnerOptions.ts';

/** Inputs, pull-back, its gradient, and itself in other units: n × d. */
const OF_INPUTS = 4;
/** Embedding, its gradient; grouped, turned, and a gradient in groups: n × r. */
const OF_EMBEDDING = 5;
/** Distances from a group of rows, a weight, and what takes half a number. */
const OF_ROW = 35;
/** The map, turned, and its gradient: r × d. */
const OF_MAP = 3;
/** Two rows, three distances and two weights: bytes of a pair. */
const OF_PAIR = 48;
/** Places of two pairs and a normal: bytes of a triplet. */
const OF_TRIPLET = 12;
/** Two rows, two norms and a weight: bytes of a normal. */
const OF_NORMAL = 32;
/** Working sets grow, by new arrays beside the old ones. */
const GROWTH = 4;
/** Rows of which all distances may be kept, 32 MB and a little for the stride. */
const ALL_PAIRS = 2048;
/** Blocks of distances and whatever else does not grow with the rows. */
const REST = 2 ** 20;

/**
 * The memory that the kernels of a fit need. What is not used takes none.
 * @param data - n × d.
 * @param threads - The number of threads that share the work; each has the distances of a group of rows and a gradient.
 * @returns Bytes.
 */
export function bytesOfFit(
  { rows, columns }: Dense,
  { components = columns, triplets }: ResolvedOptions,
  threads = 1,
): number {
  const impostors = Math.min(triplets.impostors, rows);
  const numbers =
    threads * OF_ROW * rows +
    OF_INPUTS * rows * columns +
    (OF_EMBEDDING + threads - 1) * rows * components +
    OF_MAP * components * columns;
  const pairs = GROWTH * rows * (triplets.targets + impostors);
  const normals = rows * triplets.targets * impostors;
  const places = GROWTH * OF_TRIPLET * normals;
  const squares = rows > ALL_PAIRS ? 0 : rows * (rows + 16);
  const scans =
    bytesOfScan({ rows, columns }, threads) +
    bytesOfScan({ rows, columns: components }, threads);
  return (
    8 * (numbers + squares) +
    OF_PAIR * pairs +
    OF_NORMAL * normals +
    places +
    scans +
    REST
  );
}
