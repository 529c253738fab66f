/* eslint-disable @typescript-eslint/no-useless-default-assignment -- in the types of the kernels, these parameters are optional */
import type { Kernels } from './Kernels.ts';
import { packBlocks } from './distances/blockDistances.ts';
import { SHAPES } from './terms/marginPenalties.ts';
import type { WeighedNeighbors } from './terms/softNeighbors.ts';

/** The exports of index.as.ts. An array is passed as the offset of its first byte. */
export interface CompiledLoops {
  multiply: (...places: number[]) => void;
  addTransposeProduct: (...places: number[]) => void;
  addSoftNeighbors: (...places: number[]) => void;
  weighNeighbors: (...places: number[]) => void;
  addSlopeGradients: (...places: number[]) => void;
  writeFloat32Rows: (...places: number[]) => void;
  findNearPairs: (...places: number[]) => number;
  packRows: (...places: number[]) => void;
  blockDistances: (...places: number[]) => void;
  measureDistances: (...places: number[]) => void;
  addDistanceGradients: (...places: number[]) => void;
  measureNear: (...places: number[]) => number;
  measureBlocks: (...places: number[]) => void;
  addHinges: (...places: number[]) => number;
  addMarginPenalties: (...places: number[]) => number;
  sum: (...places: number[]) => number;
  invert: (...places: number[]) => void;
}

/** Runs a loop once with each list of arguments, in parallel if there are threads, and returns the results. */
export type RunEach = (
  name: keyof CompiledLoops,
  calls: number[][],
) => number[];

/**
 * The kernels in WebAssembly.
 * @param loops - The exports of an instance, whose memory contains all arrays.
 * @param threads - The number of parts of a loop that `runEach` runs at once.
 * @param runEach - Runs parts of a loop; by default, one after the other.
 */
export function compiledKernels(
  loops: CompiledLoops,
  threads = 1,
  runEach: RunEach = (name, calls) =>
    calls.map((places) => loops[name](...places) as number),
): Kernels {
  const packRows: Kernels['packRows'] = (
    values,
    columns,
    left,
    width,
    packed,
    at = 0,
  ) =>
    loops.packRows(
      values.byteOffset,
      columns,
      left,
      width,
      packed.byteOffset + 8 * at,
    );
  return {
    threads,

    multiply: (a, b, product, rows, columns, inner, from = 0, to = rows) =>
      loops.multiply(
        a.byteOffset,
        b.byteOffset,
        product.byteOffset,
        columns,
        inner,
        from,
        to,
      ),

    addTransposeProduct: (
      a,
      b,
      product,
      rows,
      left,
      right,
      from = 0,
      to = rows,
    ) =>
      loops.addTransposeProduct(
        a.byteOffset,
        b.byteOffset,
        product.byteOffset,
        left,
        right,
        from,
        to,
        left,
        right,
      ),

    sum: (values) => loops.sum(values.byteOffset, values.length),

    invert: (values, shift) =>
      loops.invert(values.byteOffset, values.length, shift),

    measureDistances: (
      values,
      columns,
      first,
      second,
      distances,
      from = 0,
      to = first.length,
    ) =>
      loops.measureDistances(
        values.byteOffset,
        columns,
        first.byteOffset,
        second.byteOffset,
        distances.byteOffset,
        from,
        to,
      ),

    addDistanceGradients: (
      values,
      columns,
      first,
      second,
      weights,
      gradient,
      from = 0,
      to = first.length,
    ) =>
      loops.addDistanceGradients(
        values.byteOffset,
        columns,
        first.byteOffset,
        second.byteOffset,
        weights.byteOffset,
        gradient.byteOffset,
        from,
        to,
        columns,
      ),

    packRows,

    packBlocks: (values, rows, columns, size, packed, from, to) =>
      packBlocks(values, rows, columns, size, packed, from, to, packRows),

    blockDistances: (
      values,
      columns,
      top,
      height,
      packed,
      packedAt,
      width,
      distances,
      distancesAt,
      stride,
    ) =>
      loops.blockDistances(
        values.byteOffset,
        columns,
        top,
        height,
        packed.byteOffset + 8 * packedAt,
        width,
        distances.byteOffset + 8 * distancesAt,
        stride,
      ),

    measureBlocks(all, runs) {
      const { points, rows, columns, size, packed, distances, stride } = all;
      runEach(
        'measureBlocks',
        runs.map(([from, to]) => [
          points.byteOffset,
          rows,
          columns,
          size,
          packed.byteOffset,
          from,
          to,
          distances.byteOffset,
          stride,
        ]),
      );
    },

    measureNear(cloud, first, surroundings, far) {
      const { points, rows, columns, size, packed } = cloud;
      return runEach(
        'measureNear',
        surroundings.map((near, at) => [
          points.byteOffset,
          rows,
          columns,
          size,
          packed.byteOffset,
          first + at,
          near.byGap.byteOffset,
          near.gaps.byteOffset,
          near.byGap.length,
          far,
          near.distances.byteOffset,
          near.stride,
          near.candidates.byteOffset,
        ]),
      );
    },

    writeFloat32Rows: (screened) =>
      loops.writeFloat32Rows(
        screened.values.byteOffset,
        screened.rows,
        screened.columns,
        screened.centers.byteOffset,
        screened.scale,
        screened.float32.byteOffset,
        screened.packedFloat32.byteOffset,
      ),

    findNearPairs(screened, { left, right, packed }, limits, runs, parts) {
      const { values, columns, float32, packedFloat32, scale } = screened;
      return runEach(
        'findNearPairs',
        runs.map(([from, to], at) => [
          values.byteOffset,
          columns,
          float32.byteOffset,
          packedFloat32.byteOffset + 4 * left * columns,
          packed.byteOffset,
          from,
          to,
          left,
          right - left,
          limits.codes.byteOffset,
          limits.sameClass.byteOffset,
          limits.otherClass.byteOffset,
          scale,
          parts[at].scratch.byteOffset,
          parts[at].rows.byteOffset,
          parts[at].others.byteOffset,
          parts[at].distances.byteOffset,
        ]),
      );
    },

    addHinges: (near, far, distances, weights, margin, weight, isSquared) =>
      loops.addHinges(
        near.byteOffset,
        far.byteOffset,
        distances.byteOffset,
        weights.byteOffset,
        margin,
        weight,
        Number(isSquared),
        near.length,
      ),

    addMarginPenalties: (
      shape,
      terms,
      target,
      scale,
      from = 0,
      to = terms.near.length,
    ) =>
      loops.addMarginPenalties(
        SHAPES.indexOf(shape),
        terms.near.byteOffset,
        terms.far.byteOffset,
        terms.normal.byteOffset,
        terms.distances.byteOffset,
        terms.inverseNormals.byteOffset,
        terms.distanceWeights.byteOffset,
        terms.normalWeights.byteOffset,
        target,
        scale,
        from,
        to,
      ),

    addSoftNeighbors: (parts, far, scale) => {
      runEach(
        'addSoftNeighbors',
        parts.map((part) => [
          ...placesOfNeighbors(part, far, scale),
          part.points.byteOffset,
          part.rows,
          part.columns,
          part.quads.byteOffset,
          part.gradient.byteOffset,
        ]),
      );
    },

    weighNeighbors: (parts, far, scale) => {
      runEach(
        'weighNeighbors',
        parts.map((part) => placesOfNeighbors(part, far, scale)),
      );
    },

    addSlopeGradients: (pairs, parts) => {
      runEach(
        'addSlopeGradients',
        parts.map(({ top, height, scratch }) => [
          pairs.points.byteOffset,
          pairs.rows,
          pairs.columns,
          pairs.quads.byteOffset,
          pairs.slopes.byteOffset,
          pairs.stride,
          pairs.gradient.byteOffset,
          top,
          height,
          scratch.byteOffset,
        ]),
      );
    },
  };
}

function placesOfNeighbors(
  part: WeighedNeighbors,
  far: number,
  scale: number,
): number[] {
  return [
    part.codes.byteOffset,
    part.top,
    part.height,
    part.distances.byteOffset,
    part.stride,
    part.candidates.byteOffset,
    part.count,
    far,
    scale,
    part.scratch.byteOffset,
    part.probabilities.byteOffset,
  ];
}
