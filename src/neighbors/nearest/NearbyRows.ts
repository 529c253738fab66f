import { runSync } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import type { Arena } from '../../kernels/arena/Arena.ts';
import { packedLength } from '../../kernels/distances/blockDistances.ts';
import type { Surroundings } from '../../kernels/distances/nearRows.ts';

import { enclose } from './ballOf.ts';
import { GROUP, groupRows } from './groupRows.ts';

/** A group of rows, and the candidates within reach. */
export interface NearbyGroup {
  /** Its first row in `points`. */
  top: number;
  /** The number of its rows. */
  height: number;
  /**
   * Squared distances from each of its rows to the candidates, a row of `stride` numbers each; the distance of a row to
   * itself is infinite.
   */
  distances: Float64Array;
  /** A multiple of four. */
  stride: number;
  /** The point of each candidate. */
  candidates: Int32Array;
  /** The number of candidates. */
  count: number;
}

/**
 * Finds nearby rows of a cloud: rows form groups, each in a ball, and a group is compared only with groups whose balls
 * are near enough. As many groups are measured at once as there are threads. O(n r) memory.
 */
export class NearbyRows {
  /** n × r, the cloud in the order of the groups. */
  readonly points: Float64Array;
  /** The row of the cloud for each point. */
  readonly order: Int32Array;
  readonly groups: number;
  /** The number of groups measured at once. */
  readonly together: number;
  readonly #kernels: Kernels;
  readonly #rows: number;
  readonly #columns: number;
  readonly #packed: Float64Array;
  /** groups × r, the means of the groups. */
  readonly #centers: Float64Array;
  /** The distance of the farthest row of each group from its mean. */
  readonly #radii: Float64Array;
  /** One for each of the groups measured at once. */
  readonly #surroundings: Surroundings[];

  /**
   * Allocates all memory for any cloud of n × r.
   * @param rows - n.
   * @param columns - r.
   */
  constructor(rows: number, columns: number, arena: Arena) {
    this.#kernels = arena.kernels;
    this.#rows = rows;
    this.#columns = columns;
    this.groups = Math.ceil(rows / GROUP);
    this.together = Math.min(this.#kernels.threads, this.groups);
    this.points = arena.float64(rows * columns);
    this.order = new Int32Array(rows);
    this.#packed = arena.float64(this.groups * packedLength(GROUP, columns));
    this.#centers = new Float64Array(this.groups * columns);
    this.#radii = new Float64Array(this.groups);
    const stride = 4 * Math.ceil(rows / 4);
    this.#surroundings = Array.from({ length: this.together }, () => ({
      byGap: arena.int32(this.groups),
      gaps: arena.float64(this.groups),
      distances: arena.float64(GROUP * stride),
      stride,
      candidates: arena.int32(rows),
    }));
  }

  /**
   * Reads a cloud. O(n r log n).
   * @param cloud - n × r, with finite squares.
   */
  arrange(cloud: Dense): void {
    const columns = this.#columns;
    const { points, order } = this;
    runSync(groupRows(cloud, order));
    for (let at = 0; at < order.length; at++) {
      const from = order[at] * columns;
      const to = at * columns;
      for (let k = 0; k < columns; k++) points[to + k] = cloud.values[from + k];
    }
    this.#kernels.packBlocks(points, this.#rows, columns, GROUP, this.#packed);
    for (let group = 0; group < this.groups; group++) this.#enclose(group);
  }

  /**
   * Measures the distances of the rows of `together` groups, from the given one on, to all candidates: rows whose
   * squared distance exceeds that of the nearest row by at most `far`, for some row of the group.
   * @returns The groups with their candidates, overwritten by the next call.
   */
  measure(first: number, far: number): NearbyGroup[] {
    const together = Math.min(this.together, this.groups - first);
    const surroundings = this.#surroundings.slice(0, together);
    for (let at = 0; at < together; at++) {
      this.#sortByGap(first + at, surroundings[at]);
    }
    const cloud = {
      points: this.points,
      rows: this.#rows,
      columns: this.#columns,
      size: GROUP,
      packed: this.#packed,
    };
    const counts = this.#kernels.measureNear(cloud, first, surroundings, far);
    return counts.map((count, at) => {
      const { distances, stride, candidates } = surroundings[at];
      const extent = this.#extent(first + at);
      return { ...extent, distances, stride, candidates, count };
    });
  }

  #extent(group: number): { top: number; height: number } {
    const top = group * GROUP;
    return { top, height: Math.min(GROUP, this.#rows - top) };
  }

  #enclose(group: number): void {
    const columns = this.#columns;
    const { top, height } = this.#extent(group);
    const place = top * columns;
    const values = this.points.subarray(place, place + height * columns);
    const at = group * columns;
    const center = this.#centers.subarray(at, at + columns);
    this.#radii[group] = enclose({ values, rows: height, columns }, center);
  }

  // the nearest balls first
  #sortByGap(group: number, { gaps, byGap }: Surroundings): void {
    const columns = this.#columns;
    const centers = this.#centers;
    const a = group * columns;
    for (let other = 0; other < this.groups; other++) {
      const b = other * columns;
      let distance = 0;
      for (let k = 0; k < columns; k++) {
        const difference = centers[a + k] - centers[b + k];
        distance += difference * difference;
      }
      const radii = this.#radii[group] + this.#radii[other];
      gaps[other] = Math.max(0, Math.sqrt(distance) - radii);
      byGap[other] = other;
    }
    byGap.sort((x, y) => gaps[x] - gaps[y] || x - y);
  }
}
