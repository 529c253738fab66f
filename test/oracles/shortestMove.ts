import type { Norm } from './norms.ts';
import { plainNorm } from './norms.ts';

/** Moves e with normal · e ≥ bound. */
export interface Halfplane {
  normal: number[];
  bound: number;
}

/**
 * The norm of the shortest move in the plane that satisfies all halfplanes, infinite if there is none: the shortest of
 * all corners, and of the points of each border nearest to 0.
 */
export function shortestMove(halfplanes: Halfplane[], norm: Norm): number {
  const borders = halfplanes.filter(({ normal }) => Math.hypot(...normal) > 0);
  const points = [[0, 0], ...borders.flatMap((one) => nearestOn(one, norm))];
  for (const [at, one] of borders.entries()) {
    for (const other of borders.slice(at + 1)) points.push(corner(one, other));
  }
  const inside = points.filter((point) =>
    halfplanes.every(({ normal, bound }) => {
      const length = Math.hypot(...normal);
      // corners of lines that are nearly parallel are rounded
      const slack = 1e-9 * length * (1 + Math.hypot(...point));
      return dot(normal, point) >= bound - slack;
    }),
  );
  return Math.min(Infinity, ...inside.map((point) => plainNorm(point, norm)));
}

// on an axis in norm 1, on a diagonal in the maximum norm
function nearestOn({ normal, bound }: Halfplane, norm: Norm): number[][] {
  const along = (direction: number[]) => {
    const part = bound / dot(normal, direction);
    return direction.map((value) => part * value);
  };
  if (norm === 2) return [along(normal)];
  const directions =
    norm === 1
      ? [
          [1, 0],
          [0, 1],
        ]
      : [
          [1, 1],
          [1, -1],
        ];
  return directions.map(along);
}

function corner(one: Halfplane, other: Halfplane): number[] {
  const [a, b] = one.normal;
  const [c, d] = other.normal;
  const determinant = a * d - b * c;
  return [
    (d * one.bound - b * other.bound) / determinant,
    (a * other.bound - c * one.bound) / determinant,
  ];
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
