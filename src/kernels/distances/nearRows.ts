import { blockDistances, packedLength } from './blockDistances.ts';

/** Groups that are measured before any is passed over: from those, how near the nearest row is at least is known. */
const FIRST = 4;
/** What rounding may do to a bound, as a part of it. */
const ROUNDING = 1e-9;

/** A cloud whose rows are in groups that follow each other. */
export interface GroupedRows {
  /** rows × columns, row-major. */
  points: Float64Array;
  rows: number;
  columns: number;
  /** Rows of a group; the last may have fewer. */
  size: number;
  /** The groups, packed, each as long as one of `size`. */
  packed: Float64Array;
}

/** What is near a group. */
export interface Surroundings {
  /** All groups, those that may be nearest first. */
  byGap: Int32Array;
  /** How near each of them is, at least. */
  gaps: Float64Array;
  /** Overwritten: a row of `stride` squared distances for each row of the group; infinite to itself. */
  distances: Float64Array;
  stride: number;
  /** Overwritten: the rows that the distances lead to. */
  candidates: Int32Array;
}

/**
 * Measures how far the rows of some groups are from all that may be within reach of one of their group: not farther than
 * its nearest row, in squared distance, by more than `far`. Groups that follow each other, each in a thread of its own
 * where there are some. O(size · candidates · columns) for each.
 * @param cloud - Rows in groups.
 * @param first - The first group.
 * @param surroundings - Of each of the groups.
 * @param far - How much farther.
 * @returns How many candidates each of the groups has.
 */
export function measureNear(
  cloud: GroupedRows,
  first: number,
  surroundings: Surroundings[],
  far: number,
): number[] {
  return surroundings.map((near, at) =>
    measureGroup(cloud, first + at, near, far),
  );
}

function measureGroup(
  cloud: GroupedRows,
  group: number,
  near: Surroundings,
  far: number,
): number {
  const { points, rows, columns, size, packed } = cloud;
  const { byGap, gaps, distances, stride, candidates } = near;
  const top = group * size;
  const height = Math.min(size, rows - top);
  const length = packedLength(size, columns);
  let count = 0;
  let limit = Infinity;
  for (let place = 0; place < byGap.length; place++) {
    const other = byGap[place];
    if (place === FIRST) {
      limit = farthestNearest(near, height, count) + far;
      limit *= 1 + ROUNDING;
    }
    if (gaps[other] ** 2 > limit) break;
    const left = other * size;
    const width = Math.min(size, rows - left);
    blockDistances(
      points,
      columns,
      top,
      height,
      packed,
      other * length,
      width,
      distances,
      count,
      stride,
    );
    if (other === group) {
      for (let i = 0; i < height; i++) {
        distances[i * stride + count + i] = Infinity;
      }
    }
    for (let j = 0; j < width; j++) candidates[count + j] = left + j;
    count += width;
  }
  return count;
}

// of the rows of a group, the distance of the one whose nearest row so far is farthest
function farthestNearest(
  { distances, stride }: Surroundings,
  height: number,
  count: number,
): number {
  let farthest = 0;
  for (let i = 0; i < height; i++) {
    let nearest = Infinity;
    for (let at = i * stride; at < i * stride + count; at++) {
      nearest = Math.min(nearest, distances[at]);
    }
    farthest = Math.max(farthest, nearest);
  }
  return farthest;
}
