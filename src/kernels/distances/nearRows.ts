import { blockDistances, packedLength } from './blockDistances.ts';

/** Groups that are measured before any is skipped: they give an upper bound of the distance of the nearest row. */
const FIRST = 4;
/** The relative rounding error allowed for in a bound. */
const ROUNDING = 1e-9;

/** A cloud whose rows are sorted by group. */
export interface GroupedRows {
  /** rows × columns, row-major. */
  points: Float64Array;
  rows: number;
  columns: number;
  /** Rows of a group; the last may have fewer. */
  size: number;
  /** The packed groups, each as long as one of `size` rows. */
  packed: Float64Array;
}

/** The surroundings of a group. */
export interface Surroundings {
  /** All groups, in ascending order of `bounds`. */
  byGap: Int32Array;
  /** Lower bounds of the distances of these groups. */
  gaps: Float64Array;
  /**
   * Overwritten: a row of `stride` squared distances for each row of the group; the distance of a row to itself is
   * infinite.
   */
  distances: Float64Array;
  stride: number;
  /** Overwritten: the row of each distance. */
  candidates: Int32Array;
}

/**
 * Measures the distances of the rows of some groups to all candidates: rows whose squared distance exceeds that of the
 * nearest row by at most `far`, for some row of the group. With threads, successive groups run in their own threads.
 * O(size · candidates · columns) for each.
 * @param cloud - Rows in groups.
 * @param first - The first group.
 * @param surroundings - Those of each of the groups.
 * @returns The number of candidates of each of the groups.
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

// the largest distance from a row of the group to its nearest row so far
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
