// Hinges of triplets: see tripletHinges.ts. Lanes are added to sums one after the other. An inactive hinge adds zeros
// instead of branching, since branches would be unpredictable.

import { add, endOfRun, gather } from '../products/lanes.as';

export function addHinges(
  near: usize,
  far: usize,
  distances: usize,
  weights: usize,
  margin: f64,
  weight: f64,
  isSquared: bool,
  length: usize,
): f64 {
  const end = near + (length << 2);
  const factor = f64x2.splat(isSquared ? 2 * weight : weight);
  let sum: f64 = 0;
  while (near < end) {
    const stop = endOfRun(near, end);
    const target = (<usize>load<u32>(near)) << 3;
    const reach = f64x2.splat(margin + load<f64>(distances + target));
    let pull = load<f64>(weights + target);
    while (near < stop) {
      const step: usize = near + 4 < stop ? 4 : 0;
      const left = (<usize>load<u32>(far)) << 3;
      const right = (<usize>load<u32>(far + step)) << 3;
      const difference = f64x2.sub(reach, gather(distances, left, right));
      const holds = f64x2.le(difference, f64x2.splat(0));
      const violation = v128.andnot(difference, holds);
      const cost = isSquared ? f64x2.mul(violation, violation) : violation;
      const push = isSquared
        ? f64x2.mul(factor, violation)
        : v128.andnot(factor, holds);
      near += 4 + step;
      far += 4 + step;
      sum += f64x2.extract_lane(cost, 0);
      pull += f64x2.extract_lane(push, 0);
      add(weights + left, -f64x2.extract_lane(push, 0));
      if (step == 0) break;
      sum += f64x2.extract_lane(cost, 1);
      pull += f64x2.extract_lane(push, 1);
      add(weights + right, -f64x2.extract_lane(push, 1));
    }
    store<f64>(weights + target, pull);
  }
  return weight * sum;
}
