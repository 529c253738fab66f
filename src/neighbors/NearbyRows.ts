import {
  blockDistances,
  turnRows,
  turnedLength,
} from '../kernels/blockDistances.ts';
import type { Numbers } from '../kernels/memory.ts';
import { float64Beside, int32Beside } from '../kernels/memory.ts';
import type { Dense } from '../validation/dense.ts';

import { GROUP, groupRows } from './groupRows.ts';

/** Groups that are measured before any is passed over: from those, how near the nearest row is at least is known. */
const FIRST = 4;
/** What rounding may do to a bound, as a part of it. */
const ROUNDING = 1e-9;

/** A group of rows, and how many others are within reach. */
export interface NearbyGroup {
  /** Its first row in `points`. */
  top: number;
  /** Its rows. */
  height: number;
  /** How many candidates there are. */
  count: number;
}

/**
 * The rows of a cloud that may be near others: rows are put into groups, each in a ball, and from a group only those are
 * measured whose balls are not too far. O(n r) memory.
 */
export class NearbyRows {
  /** n × r, the cloud in the order of the groups. */
  readonly points: Float64Array;
  /** The row of the cloud that each point is. */
  readonly order: Int32Array;
  readonly groups: number;
  /** After `measure`: squared distances from each row of a group to the candidates; infinite to itself. */
  readonly distances: Float64Array;
  /** From one row of `distances` to the next. */
  readonly stride: number;
  /** After `measure`: the points that the distances lead to. */
  readonly candidates: Int32Array;
  readonly #rows: number;
  readonly #columns: number;
  readonly #turned: Float64Array;
  /** groups × r, the means of the groups. */
  readonly #centers: Float64Array;
  /** How far the farthest row of a group is from its mean. */
  readonly #radii: Float64Array;
  /** How near the balls of the groups are to the one that is measured, at least. */
  readonly #gaps: Float64Array;
  readonly #byGap: Int32Array;

  /**
   * Allocates all that is needed for any cloud of a shape.
   * @param neighbor - What it is put beside in memory.
   * @param rows - n.
   * @param columns - r.
   */
  constructor(neighbor: Numbers, rows: number, columns: number) {
    this.#rows = rows;
    this.#columns = columns;
    this.groups = Math.ceil(rows / GROUP);
    this.stride = rows;
    this.points = float64Beside(neighbor, rows * columns);
    this.order = new Int32Array(rows);
    this.distances = float64Beside(neighbor, GROUP * rows);
    this.candidates = int32Beside(neighbor, rows);
    this.#turned = float64Beside(
      neighbor,
      this.groups * turnedLength(GROUP, columns),
    );
    this.#centers = new Float64Array(this.groups * columns);
    this.#radii = new Float64Array(this.groups);
    this.#gaps = new Float64Array(this.groups);
    this.#byGap = new Int32Array(this.groups);
  }

  /**
   * Takes a cloud in. O(n r log n).
   * @param cloud - n × r, with finite squares.
   */
  arrange(cloud: Dense): void {
    const columns = this.#columns;
    const { points, order } = this;
    groupRows(cloud, order);
    for (let at = 0; at < order.length; at++) {
      const from = order[at] * columns;
      const to = at * columns;
      for (let k = 0; k < columns; k++) points[to + k] = cloud.values[from + k];
    }
    const length = turnedLength(GROUP, columns);
    for (let group = 0; group < this.groups; group++) {
      const { top, height } = this.#extent(group);
      turnRows(points, columns, top, height, this.#turned, group * length);
      this.#enclose(group);
    }
  }

  /**
   * Measures how far the rows of a group are from all that may be within reach of one of them: not farther than its
   * nearest row, in squared distance, by more than `far`.
   * @param group - The group.
   * @param far - How much farther.
   * @returns Where the group is, and how many candidates there are.
   */
  measure(group: number, far: number): NearbyGroup {
    const { top, height } = this.#extent(group);
    this.#sortByGap(group);
    let count = 0;
    let limit = Infinity;
    for (let place = 0; place < this.groups; place++) {
      const other = this.#byGap[place];
      if (place === FIRST) {
        limit = this.#farthestNearest(height, count) + far;
        limit *= 1 + ROUNDING;
      }
      if (this.#gaps[other] ** 2 > limit) break;
      count = this.#add(group, other, count);
    }
    return { top, height, count };
  }

  #extent(group: number): { top: number; height: number } {
    const top = group * GROUP;
    return { top, height: Math.min(GROUP, this.#rows - top) };
  }

  #enclose(group: number): void {
    const columns = this.#columns;
    const { points } = this;
    const { top, height } = this.#extent(group);
    const center = this.#centers.subarray(
      group * columns,
      (group + 1) * columns,
    );
    center.fill(0);
    for (let row = top; row < top + height; row++) {
      for (let k = 0; k < columns; k++) {
        center[k] += points[row * columns + k] / height;
      }
    }
    let farthest = 0;
    for (let row = top; row < top + height; row++) {
      let distance = 0;
      for (let k = 0; k < columns; k++) {
        const difference = points[row * columns + k] - center[k];
        distance += difference * difference;
      }
      farthest = Math.max(farthest, distance);
    }
    this.#radii[group] = Math.sqrt(farthest);
  }

  // the nearest balls first
  #sortByGap(group: number): void {
    const columns = this.#columns;
    const centers = this.#centers;
    const gaps = this.#gaps;
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
      this.#byGap[other] = other;
    }
    this.#byGap.sort((x, y) => gaps[x] - gaps[y] || x - y);
  }

  #add(group: number, other: number, count: number): number {
    const { top, height } = this.#extent(group);
    const { top: left, height: width } = this.#extent(other);
    const { distances, stride, candidates } = this;
    const turnedAt = other * turnedLength(GROUP, this.#columns);
    blockDistances(
      this.points,
      this.#columns,
      top,
      height,
      this.#turned,
      turnedAt,
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
    return count + width;
  }

  // of the rows of a group, the distance of the one whose nearest row so far is farthest
  #farthestNearest(height: number, count: number): number {
    let farthest = 0;
    for (let i = 0; i < height; i++) {
      let nearest = Infinity;
      for (let at = i * this.stride; at < i * this.stride + count; at++) {
        nearest = Math.min(nearest, this.distances[at]);
      }
      farthest = Math.max(farthest, nearest);
    }
    return farthest;
  }
}
