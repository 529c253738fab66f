import type { Dense } from '../../data/Dense.ts';
import { describe } from '../../options/describe.ts';

/**
 * The distance of two raw rows, ‖L (a − b)‖; 0 if one of them has no length, since ml-knn passes a splitting plane that way,
 * and the nearest point of such a plane does not lie along an axis here. O(r d), nothing is allocated.
 * @param components - L, r × d.
 * @param a - A row; entries after the first d are not read.
 * @throws {TypeError} If a or b is not an object.
 * @throws {RangeError} If a row is too short, or the distance is not finite.
 */
export function mahalanobisDistance(
  components: Dense,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  checkRows(a, b);
  if (a.length === undefined || b.length === undefined) return 0;
  const { values, rows, columns } = components;
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      sum += values[row * columns + column] * (a[column] - b[column]);
    }
    squares += sum * sum;
  }
  return Number.isFinite(squares)
    ? Math.sqrt(squares)
    : refuse(squares, columns, a, b);
}

/**
 * The Euclidean distance of the first `width` entries of two rows.
 * @throws {TypeError} If a or b is not an object.
 * @throws {RangeError} If a row is too short, or the distance is not finite.
 */
export function euclideanDistance(
  width: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  checkRows(a, b);
  let squares = 0;
  for (let column = 0; column < width; column++) {
    const difference = a[column] - b[column];
    squares += difference * difference;
  }
  return Number.isFinite(squares)
    ? Math.sqrt(squares)
    : refuse(squares, width, a, b);
}

// finds the reason only after a failure: distances are computed by the million
function refuse(
  squares: number,
  width: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): never {
  const shorter = Math.min(a.length, b.length);
  throw new RangeError(
    shorter < width
      ? `both rows must have at least ${width} numbers, got ${shorter}`
      : `the distance must be finite, got ${squares}`,
  );
}

function checkRows(a: unknown, b: unknown): void {
  if (isObject(a) && isObject(b)) return;
  const wrong = isObject(a) ? b : a;
  throw new TypeError(`both rows must be arrays, got ${describe(wrong)}`);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
