import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Plane } from '../../site/worker/Plane.ts';
import { alignAxes } from '../../site/worker/alignAxes.ts';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const size = fc.double({ min: 0.1, max: 10, noNaN: true });
const vector = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length });

/** A plane of 5 columns, a row, and a point. */
const scene = fc.record({
  axes: vector(10),
  center: vector(5),
  scale: fc.array(size, { minLength: 5, maxLength: 5 }),
  row: vector(5),
  to: fc.tuple(number, number),
});

function planeOf({
  axes,
  center,
  scale,
}: Record<'axes' | 'center' | 'scale', number[]>) {
  return new Plane(
    Float64Array.from(axes),
    Float64Array.from(center),
    Float64Array.from(scale),
  );
}

describe('moving a row by its image in the plane', () => {
  test('the image arrives where it was dragged', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const plane = planeOf(given);
        const { longer, shorter } = plane.ball;
        // nearly parallel directions lose digits
        fc.pre(shorter > 1e-3 * longer && shorter > 1e-3);
        const [x, y] = plane.project(plane.move(given.row, given.to));
        expect(x).toBeCloseTo(given.to[0], 6);
        expect(y).toBeCloseTo(given.to[1], 6);
      }),
    );
  });

  test('the move is the shortest one: it has no part orthogonal to the plane, and its norm defines the ellipse', () => {
    fc.assert(
      fc.property(scene, vector(5), (given, other) => {
        const plane = planeOf(given);
        const { longer, shorter, angle } = plane.ball;
        fc.pre(shorter > 1e-3 * longer && shorter > 1e-3);
        const moved = plane.move(given.row, given.to);
        const step = moved.map((v, k) => (v - given.row[k]) / given.scale[k]);
        // a vector orthogonal to both axes is orthogonal to the step
        const hidden = other.map((v, k) => given.row[k] + given.scale[k] * v);
        const back = plane.move(hidden, plane.project(given.row));
        const unseen = back.map((v, k) => (v - given.row[k]) / given.scale[k]);
        const product = step.reduce((sum, v, k) => sum + v * unseen[k], 0);
        const length = Math.hypot(...step);
        const bound = 1e-6 * (1 + length * Math.hypot(...unseen));
        expect(Math.abs(product)).toBeLessThan(bound);
        const [x, y] = plane.project(given.row);
        const [dx, dy] = [given.to[0] - x, given.to[1] - y];
        const along = Math.cos(angle) * dx + Math.sin(angle) * dy;
        const across = Math.cos(angle) * dy - Math.sin(angle) * dx;
        const expected = Math.hypot(along / longer, across / shorter);
        expect(Math.abs(length - expected)).toBeLessThan(1e-6 * (1 + expected));
      }),
    );
  });

  test.each([
    ['one direction', [1, 0, 0, 0, 0, 0], [5, 0, 0]],
    ['no direction', [0, 0, 0, 0, 0, 0], [0, 0, 0]],
    ['the same twice', [1, 0, 0, 1, 0, 0], [4, 0, 0]],
  ])('%s: the move stays in the span of the axes', (name, axes, expected) => {
    const plane = planeOf({ axes, center: [0, 0, 0], scale: [1, 1, 1] });
    const moved = plane.move([0, 0, 0], [5, 3]);
    for (const [k, value] of moved.entries()) {
      expect(value).toBeCloseTo(expected[k], 12);
    }
  });
});

test('axes are rotated and mirrored so that points stay as near as possible', () => {
  const points = fc.array(number, { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(points, points, fc.boolean(), (now, before, isMirrored) => {
      // the initial axes are the identity, so that their new values are the rotation
      const axes = Float64Array.of(1, 0, 0, 1);
      alignAxes(axes, Float32Array.from(now), Float32Array.from(before));
      const distance = (turn: ArrayLike<number>) => {
        let sum = 0;
        for (let at = 0; at < now.length; at += 2) {
          const [x, y] = [Math.fround(now[at]), Math.fround(now[at + 1])];
          sum +=
            (turn[0] * x + turn[1] * y - Math.fround(before[at])) ** 2 +
            (turn[2] * x + turn[3] * y - Math.fround(before[at + 1])) ** 2;
        }
        return sum;
      };
      const least = distance(axes);
      const mirror = isMirrored ? -1 : 1;
      for (let step = 0; step < 24; step++) {
        const angle = (step * Math.PI) / 12;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const other = [cos, -sin * mirror, sin, cos * mirror];
        expect(least).toBeLessThanOrEqual(distance(other) + 1e-9);
      }
    }),
  );
});
