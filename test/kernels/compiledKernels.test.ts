/** Kernels in JavaScript and compiled kernels give the same bits. */
import fc from 'fast-check';
import { squaredEuclidean } from 'ml-distance-euclidean';
import { expect, test } from 'vitest';

import type { Kernels } from '../../src/kernels/Kernels.ts';
import { javascript } from '../../src/kernels/Kernels.ts';
import type { Numbers } from '../../src/kernels/arena/Arena.ts';
import { Arena, createArena } from '../../src/kernels/arena/Arena.ts';
import type { Run } from '../../src/kernels/arena/splitRows.ts';
import { strideOfAll } from '../../src/kernels/distances/allDistances.ts';
import { packedLength } from '../../src/kernels/distances/blockDistances.ts';
import type { ScreenedRows } from '../../src/kernels/distances/float32Rows.ts';
import { BLOCK } from '../../src/kernels/distances/float32Rows.ts';
import type {
  NearPairs,
  PairLimits,
} from '../../src/kernels/distances/nearPairs.ts';
import { expMinus } from '../../src/kernels/terms/exponential.ts';
import { SHAPES } from '../../src/kernels/terms/marginPenalties.ts';
import {
  packQuads,
  quadsLength,
  scratchLength,
} from '../../src/kernels/terms/slopeGradients.ts';
import type { SoftNeighbors } from '../../src/kernels/terms/softNeighbors.ts';
import { ballOf } from '../../src/neighbors/nearest/ballOf.ts';
import { copiesIn } from '../oracles/copiesIn.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';

// includes every remainder of tiles of two and four
const size = fc.integer({ min: 1, max: 13 });
const seed = fc.nat(10_000);

/** Runs kernels in JavaScript and in WebAssembly, and compares their arrays afterwards: all, or so many of them. */
function expectSameBits<Arrays extends Numbers[]>(
  arrays: [...Arrays],
  run: (kernels: Kernels, ...arrays: Arrays) => void,
  compared = arrays.length,
): void {
  const numbers = arrays.reduce((sum, { length }) => sum + length, 0);
  const arena = createArena(2 ** 20 + 8 * numbers);
  const inside = copiesIn(arena, arrays);
  expect(arena.fits).toBe(true);
  expect(arena.kernels).not.toBe(javascript);
  run(javascript, ...(arrays as Arrays));
  run(arena.kernels, ...(inside as unknown as Arrays));
  for (const [at, array] of arrays.slice(0, compared).entries()) {
    expect(Array.from(inside[at])).toStrictEqual(Array.from(array));
  }
  arena.release();
}

test('multiply', () => {
  fc.assert(
    fc.property(size, size, size, seed, (rows, columns, inner, s) => {
      fc.pre(rows > 0);
      const from = s % rows;
      expectSameBits(
        [
          normals(rows * inner, s),
          normals(inner * columns, s + 1),
          new Float64Array(rows * columns),
        ],
        (kernels, a, b, product) =>
          kernels.multiply(a, b, product, rows, columns, inner, from, rows),
      );
    }),
  );
});

test('addTransposeProduct, in chunks of any size', () => {
  fc.assert(
    fc.property(size, size, size, seed, (rows, left, right, s) => {
      const cut = s % (rows + 1);
      expectSameBits(
        [
          normals(rows * left, s),
          normals(rows * right, s + 1),
          normals(left * right, s + 2),
        ],
        (kernels, a, b, product) => {
          kernels.addTransposeProduct(a, b, product, rows, left, right, 0, cut);
          kernels.addTransposeProduct(
            a,
            b,
            product,
            rows,
            left,
            right,
            cut,
            rows,
          );
        },
      );
      const kernels = javascript;
      const a = normals(rows * left, s);
      const b = normals(rows * right, s + 1);
      const whole = new Float64Array(left * right);
      const pieces = new Float64Array(left * right);
      kernels.addTransposeProduct(a, b, whole, rows, left, right);
      kernels.addTransposeProduct(a, b, pieces, rows, left, right, 0, cut);
      kernels.addTransposeProduct(a, b, pieces, rows, left, right, cut, rows);
      expect(pieces).toStrictEqual(whole);
    }),
  );
});

test('packRows and blockDistances', () => {
  fc.assert(
    fc.property(size, size, size, seed, (height, width, columns, s) => {
      const stride = width + (s % 3);
      expectSameBits(
        [
          normals((height + width) * columns, s),
          new Float64Array(packedLength(width, columns) + 2),
          new Float64Array(height * stride + 1),
        ],
        (kernels, values, packed, distances) => {
          kernels.packRows(values, columns, height, width, packed, 2);
          kernels.blockDistances(
            values,
            columns,
            0,
            height,
            packed,
            2,
            width,
            distances,
            1,
            stride,
          );
        },
      );
    }),
  );
});

/** Finds pairs in any memory, all rows against each run of columns. */
function nearPairs(
  kernels: Kernels,
  screened: ScreenedRows,
  limits: PairLimits,
  runs: Run[],
  parts: NearPairs[],
  packed: Float64Array,
): string[] {
  const { values, rows, columns } = screened;
  kernels.writeFloat32Rows(screened);
  const found: string[] = [];
  for (let left = 0; left < rows; left += BLOCK) {
    const right = Math.min(left + BLOCK, rows);
    kernels.packRows(values, columns, left, right - left, packed);
    const second = { left, right, packed };
    const counts = kernels.findNearPairs(screened, second, limits, runs, parts);
    for (const [part, count] of counts.entries()) {
      const { rows: some, others, distances } = parts[part];
      for (let at = 0; at < count; at++) {
        found.push(`${some[at]} ${others[at]} ${distances[at]}`);
      }
    }
  }
  return found;
}

test('findNearPairs: the same pairs in the same order, at any scale', () => {
  const rowCount = fc.integer({ min: 1, max: 150 });
  const power = fc.integer({ min: -60, max: 60 });
  const offset = fc.constantFrom(0, 1, 1e3, 1e5, 1e9);
  const part = fc.constantFrom(0, 0.02, 0.2, 1);
  fc.assert(
    fc.property(
      rowCount,
      size,
      power,
      offset,
      part,
      seed,
      (rows, columns, exponent, away, share, s) => {
        const unit = 2 ** exponent;
        const places = normals(rows * columns, s + 1);
        // rows that coincide, a cloud, and small clouds that are far apart
        const values = normals(rows * columns, s).map((x, at) => {
          if (s % 3 === 0) return unit * (away + Math.round(x));
          if (s % 3 === 1) return unit * (away + x);
          return unit * (away + places[at % (3 * columns)] + 2 ** -20 * x);
        });
        const points = rowsOf(values, columns);
        const codes = Int32Array.from(
          { length: rows },
          (_, row) => (row * row + s) % 3,
        );
        const limitsOf = (isWanted: (row: number, other: number) => boolean) =>
          Float64Array.from({ length: rows }, (_, row) => {
            const distances = points
              .filter((_point, other) => other !== row && isWanted(row, other))
              .map((other) => squaredEuclidean(points[row], other));
            // just above the smallest distance, so that a single lost ulp would show
            const nearest = Math.min(...distances) * (1 + Number.EPSILON);
            if (share === 0 || row % 7 > 0) return nearest;
            return row % 2 === 0 ? 0 : share * Math.max(...distances, 0);
          });
        const isSame = (row: number, other: number) =>
          codes[row] === codes[other];
        const sameClass = limitsOf(isSame);
        const otherClass = limitsOf((row, other) => !isSame(row, other));
        const cut = BLOCK * (s % 3);
        const runs: Run[] =
          cut > 0 && cut < rows
            ? [
                [0, cut],
                [cut, rows],
              ]
            : [[0, rows]];
        const blocks = Math.ceil(rows / BLOCK);
        const arrays = [
          values,
          sameClass,
          otherClass,
          new Float64Array(columns),
          new Float64Array(Math.ceil((rows * columns) / 2)),
          new Float64Array((blocks * BLOCK * columns) / 2),
          new Float64Array(packedLength(BLOCK, columns)),
        ];
        const run = (
          [
            rowsOfCloud,
            same,
            different,
            centers,
            float32,
            packedFloat32,
            packed,
          ]: Float64Array[] | Numbers[],
          codesOfRows: Int32Array,
          arena: Arena,
        ) =>
          nearPairs(
            arena.kernels,
            {
              values: rowsOfCloud as Float64Array,
              rows,
              columns,
              centers: centers as Float64Array,
              scale: ballOf({ values, rows, columns }, centers as Float64Array),
              float32: float32 as Float64Array,
              packedFloat32: packedFloat32 as Float64Array,
            },
            {
              codes: codesOfRows,
              sameClass: same as Float64Array,
              otherClass: different as Float64Array,
            },
            runs,
            runs.map(() => ({
              rows: arena.int32(rows * BLOCK + 3),
              others: arena.int32(rows * BLOCK + 3),
              distances: arena.float64(rows * BLOCK + 3),
              scratch: arena.float64(BLOCK * BLOCK),
            })),
            packed as Float64Array,
          );
        const arena = createArena(2 ** 22);
        const inside = run(copiesIn(arena, arrays), arena.copyOf(codes), arena);
        const outside = run(arrays, codes, new Arena());
        arena.release();
        expect(inside).toStrictEqual(outside);
        const expected = points.flatMap((point, row) =>
          points.flatMap((other, at) => {
            const limits = isSame(row, at) ? sameClass : otherClass;
            const limit = Math.max(limits[row], limits[at]);
            return squaredEuclidean(point, other) < limit
              ? [`${row} ${at}`]
              : [];
          }),
        );
        const pairs = inside.map((text) => text.replace(/ [^ ]*$/, ''));
        expect(pairs.toSorted()).toStrictEqual(expected.toSorted());
      },
    ),
    { numRuns: 300 },
  );
});

// with more than 32 rows and 1,024 others, lists of slopes are filled and emptied several times
const manyRows = [40, 1100];

test.each(manyRows)('addSoftNeighbors, %i rows', (rows) => {
  expectSameSoftNeighbors(rows, rows, 5, 7);
});

test('addSoftNeighbors', () => {
  fc.assert(
    fc.property(size, size, seed, (rows, columns, s) => {
      fc.pre(rows > 1);
      expectSameSoftNeighbors(rows, 1 + (s % (rows - 1)), columns, s);
    }),
  );
});

function expectSameSoftNeighbors(
  rows: number,
  height: number,
  columns: number,
  s: number,
): void {
  const stride = 4 * Math.ceil(rows / 4);
  expectSameBits(
    [
      normals(rows * columns, s + 1),
      Int32Array.from({ length: rows }, (_, row) => row % 3),
      neighborDistances(height, stride, s),
      Int32Array.from({ length: rows }, (_, row) => row),
      new Float64Array(quadsLength(rows, columns)),
      normals(rows * columns, s + 2),
      new Float64Array(rows),
      new Float64Array(scratchLength(rows, columns)),
    ],
    (
      kernels,
      points,
      codes,
      lengths,
      candidates,
      quads,
      gradient,
      probabilities,
      scratch,
    ) => {
      const cloud = { points, rows, columns, quads };
      packQuads(cloud);
      const part = {
        ...cloud,
        codes,
        top: 0,
        height,
        distances: lengths,
        stride,
        candidates,
        count: rows,
        probabilities,
        scratch,
        gradient,
      };
      kernels.addSoftNeighbors([part], 38, -1 / rows);
      forgetPadding(part, rows);
    },
    7,
  );
}

test.each(manyRows)('weighNeighbors and addSlopeGradients, %i rows', (rows) => {
  expectSameSlopeGradients(rows, 5, 7);
});

test('weighNeighbors and addSlopeGradients', () => {
  fc.assert(
    fc.property(size, size, seed, (rows, columns, s) => {
      fc.pre(rows > 1);
      expectSameSlopeGradients(rows, columns, s);
    }),
  );
});

function expectSameSlopeGradients(
  rows: number,
  columns: number,
  s: number,
): void {
  const stride = 4 * Math.ceil(rows / 4);
  expectSameBits(
    [
      normals(rows * columns, s + 1),
      Int32Array.from({ length: rows }, (_, row) => row % 3),
      neighborDistances(rows, stride, s),
      Int32Array.from({ length: rows }, (_, row) => row),
      new Float64Array(quadsLength(rows, columns)),
      normals(rows * columns, s + 2),
      new Float64Array(rows),
      new Float64Array(scratchLength(rows, columns)),
    ],
    (
      kernels,
      points,
      codes,
      lengths,
      candidates,
      quads,
      gradient,
      probabilities,
      scratch,
    ) => {
      const cloud = { points, rows, columns, quads };
      packQuads(cloud);
      const part = { top: 0, height: rows, scratch };
      const weighed = {
        ...part,
        codes,
        distances: lengths,
        stride,
        candidates,
        count: rows,
        probabilities,
      };
      kernels.weighNeighbors([weighed], 38, -1 / rows);
      const pairs = { ...cloud, slopes: lengths, stride, gradient };
      kernels.addSlopeGradients(pairs, [part]);
      forgetPadding(weighed, rows);
    },
    7,
  );
}

// the place that makes the number of candidates even has arbitrary contents
function forgetPadding(
  { distances, stride }: Pick<SoftNeighbors, 'distances' | 'stride'>,
  count: number,
) {
  for (let at = count; at < distances.length; at += stride) {
    if (count < stride) distances[at] = 0;
  }
}

test('measureBlocks, in runs of any length', () => {
  const rowCount = fc.integer({ min: 2, max: 30 });
  fc.assert(
    fc.property(rowCount, size, seed, (rows, columns, s) => {
      const blockSize = 8;
      const stride = strideOfAll(rows);
      const blocks = Math.ceil(rows / blockSize);
      const cut = blockSize * (s % (blocks + 1));
      const runs: Run[] =
        cut === 0 || cut >= rows
          ? [[0, rows]]
          : [
              [0, cut],
              [cut, rows],
            ];
      expectSameBits(
        [
          normals(rows * columns, s),
          new Float64Array(blocks * packedLength(blockSize, columns)),
          new Float64Array(rows * stride),
        ],
        (kernels, points, packed, distances) => {
          kernels.packBlocks(points, rows, columns, blockSize, packed);
          const cloud = { points, rows, columns, size: blockSize, packed };
          kernels.measureBlocks({ ...cloud, distances, stride }, runs);
          for (let i = 0; i < rows; i++) {
            for (let j = 0; j < i; j++) {
              const there = distances[i * stride + j];
              expect(there).toBe(distances[j * stride + i]);
            }
          }
        },
      );
    }),
  );
});

test('measureNear', () => {
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 60 }), seed, (d, rows, s) => {
      const groupSize = 4 + 4 * (s % 2);
      const groups = Math.ceil(rows / groupSize);
      const group = s % groups;
      const points = normals(rows * d, s);
      const length = packedLength(groupSize, d);
      const packed = new Float64Array(groups * length);
      javascript.packBlocks(points, rows, d, groupSize, packed);
      expectSameBits(
        [
          points,
          packed,
          // both have to skip the same groups, even if bounds do not hold
          Int32Array.from({ length: groups }, (_, at) => groups - 1 - at),
          Float64Array.from({ length: groups }, (_, at) => groups - 1 - at),
          new Float64Array(groupSize * rows),
          new Int32Array(rows + 1),
        ],
        (kernels, rowsOfCloud, inTurn, byGap, gaps, distances, candidates) => {
          const near = { byGap, gaps, distances, stride: rows, candidates };
          const cloud = {
            points: rowsOfCloud,
            rows,
            columns: d,
            size: groupSize,
            packed: inTurn,
          };
          [candidates[rows]] = kernels.measureNear(cloud, group, [near], d);
        },
      );
    }),
  );
});

test('expMinus is Math.exp within three units in the last place', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 80, noNaN: true }), (x) => {
      const expected = Math.exp(-x);
      expect(Math.abs(expMinus(x) / expected - 1)).toBeLessThan(
        3 * Number.EPSILON,
      );
    }),
    { numRuns: 10_000 },
  );
  expect(expMinus(0)).toBe(1);
});

test('measureDistances and addDistanceGradients', () => {
  fc.assert(
    fc.property(size, size, fc.nat(40), seed, (rows, columns, pairs, s) => {
      const ends = normals(2 * pairs, s + 1).map((x) =>
        Math.floor(Math.abs(x * 1000) % rows),
      );
      // runs with the same first row, as in a fit, or none
      if (s % 2 === 0) ends.subarray(0, pairs).sort();
      expectSameBits(
        [
          normals(rows * columns, s),
          Int32Array.from(ends.subarray(0, pairs)),
          Int32Array.from(ends.subarray(pairs)),
          new Float64Array(pairs),
          normals(pairs, s + 2).map((x) => (x > 1 ? 0 : x)),
          normals(rows * columns, s + 3),
        ],
        (kernels, values, first, second, distances, weights, gradient) => {
          kernels.measureDistances(values, columns, first, second, distances);
          kernels.addDistanceGradients(
            values,
            columns,
            first,
            second,
            weights,
            gradient,
          );
        },
      );
    }),
  );
});

/** Triplets in runs with the same near pair; pairs are either near or far. */
function createPlaces(runs: number, s: number) {
  const near: number[] = [];
  const far: number[] = [];
  for (const [at, x] of normals(6 * runs, s).entries()) {
    near.push(Math.floor(at / 6));
    far.push(runs + Math.floor(Math.abs(1000 * x) % 7));
    // runs of every length
    if (at % 6 === 5) near.length -= s % 6;
    far.length = near.length;
  }
  return { near: Int32Array.from(near), far: Int32Array.from(far) };
}

test('addHinges, plain and squared', () => {
  fc.assert(
    fc.property(size, seed, (runs, s) => {
      const { near, far } = createPlaces(runs, s);
      expectSameBits(
        [
          near,
          far,
          normals(runs + 7, s + 1),
          normals(runs + 7, s + 2),
          new Float64Array(2),
        ],
        (kernels, targets, impostors, distances, weights, sums) => {
          for (const [at, isSquared] of [false, true].entries()) {
            sums[at] = kernels.addHinges(
              targets,
              impostors,
              distances,
              weights,
              0.5,
              0.3,
              isSquared,
            );
          }
        },
      );
    }),
  );
});

test.each(SHAPES)('addMarginPenalties: %s', (shape) => {
  fc.assert(
    fc.property(size, seed, (runs, s) => {
      const places = createPlaces(runs, s);
      const { length } = places.near;
      const cut = s % (length + 1);
      expectSameBits(
        [
          places.near,
          places.far,
          normals(length, s + 1).map((x) => Math.floor(Math.abs(9 * x)) % 7),
          normals(runs + 7, s + 2),
          normals(7, s + 3).map((x) => Math.max(x, 0)),
          normals(runs + 7, s + 4),
          normals(7, s + 5),
          new Float64Array(2),
        ].map((array, at) => (at === 2 ? Int32Array.from(array) : array)),
        (kernels, ...arrays) => {
          const [near, far, normal] = arrays as Int32Array[];
          const [distances, inverseNormals, distanceWeights, normalWeights] =
            arrays.slice(3) as Float64Array[];
          const sums = arrays[7];
          const terms = {
            near,
            far,
            normal,
            distances,
            inverseNormals,
            distanceWeights,
            normalWeights,
          };
          sums[0] = kernels.addMarginPenalties(shape, terms, 0.7, 0.3, 0, cut);
          sums[1] = kernels.addMarginPenalties(shape, terms, 0.7, 0.3, cut);
        },
      );
    }),
  );
});

test('sum and invert', () => {
  fc.assert(
    fc.property(size, seed, (length, s) => {
      expectSameBits(
        [normals(length, s), new Float64Array(1)],
        (kernels, values, sums) => {
          sums[0] = kernels.sum(values);
          kernels.invert(values, 0.1);
        },
      );
    }),
  );
});

// random squared distances of rows, infinite from themselves
function neighborDistances(
  rows: number,
  stride: number,
  s: number,
): Float64Array {
  return normals(rows * stride, s).map((x, at) =>
    at % stride === Math.floor(at / stride) ? Infinity : 30 * x * x,
  );
}
