// Penalties of margins: see marginPenalties.ts. Lanes are added to sums one after the other. A triplet without a
// penalty adds zeros instead of branching, since branches would be unpredictable.

import { add, endOfRun, gather } from '../products/lanes.as';

/** The indices of shapes. */
const SQUARED: usize = 0;
const HINGE: usize = 1;

export function addMarginPenalties(
  shape: usize,
  near: usize,
  far: usize,
  normal: usize,
  distances: usize,
  inverseNormals: usize,
  distanceWeights: usize,
  normalWeights: usize,
  target: f64,
  scale: f64,
  from: usize,
  to: usize,
): f64 {
  const end = near + (to << 2);
  near += from << 2;
  far += from << 2;
  normal += from << 2;
  let sum: f64 = 0;
  while (near < end) {
    const stop = endOfRun(near, end);
    const pair = (<usize>load<u32>(near)) << 3;
    const reach = v128.load64_splat(distances + pair);
    let pull = load<f64>(distanceWeights + pair);
    while (near < stop) {
      const step: usize = near + 4 < stop ? 4 : 0;
      const left = (<usize>load<u32>(far)) << 3;
      const right = (<usize>load<u32>(far + step)) << 3;
      const leftNormal = (<usize>load<u32>(normal)) << 3;
      const rightNormal = (<usize>load<u32>(normal + step)) << 3;
      const inverse = gather(inverseNormals, leftNormal, rightNormal);
      const difference = f64x2.sub(gather(distances, left, right), reach);
      let cost: v128;
      let push: v128;
      let stretch: v128;
      if (shape == SQUARED) {
        const slope = f64x2.mul(
          f64x2.mul(difference, inverse),
          f64x2.splat(1 / (4 * target * target)),
        );
        const share = f64x2.mul(difference, slope);
        const isViolated = f64x2.le(difference, f64x2.splat(0));
        const isReached = v128.andnot(
          f64x2.ge(share, f64x2.splat(1)),
          isViolated,
        );
        const isFlat = v128.or(isViolated, isReached);
        cost = f64x2.sub(f64x2.splat(1), v128.andnot(share, isViolated));
        cost = v128.andnot(cost, isReached);
        push = f64x2.mul(f64x2.splat(2 * scale), slope);
        push = v128.andnot(push, isFlat);
        stretch = f64x2.mul(f64x2.mul(f64x2.splat(scale), share), inverse);
        stretch = v128.andnot(stretch, isFlat);
      } else if (shape == HINGE) {
        const slope = f64x2.div(f64x2.sqrt(inverse), f64x2.splat(2 * target));
        const share = f64x2.mul(difference, slope);
        const isReached = f64x2.ge(share, f64x2.splat(1));
        cost = v128.andnot(f64x2.sub(f64x2.splat(1), share), isReached);
        push = v128.andnot(f64x2.mul(f64x2.splat(scale), slope), isReached);
        stretch = f64x2.mul(f64x2.mul(f64x2.splat(scale), share), inverse);
        stretch = v128.andnot(f64x2.mul(stretch, f64x2.splat(0.5)), isReached);
      } else {
        const root = f64x2.sqrt(inverse);
        const length = v128.andnot(
          f64x2.div(f64x2.splat(1), root),
          f64x2.eq(root, f64x2.splat(0)),
        );
        const shortfall = f64x2.sub(
          f64x2.mul(f64x2.splat(2 * target), length),
          difference,
        );
        const isReached = f64x2.le(shortfall, f64x2.splat(0));
        cost = v128.andnot(shortfall, isReached);
        push = v128.andnot(f64x2.splat(scale), isReached);
        stretch = f64x2.mul(f64x2.splat(scale * target), root);
        stretch = v128.andnot(stretch, isReached);
      }
      near += 4 + step;
      far += 4 + step;
      normal += 4 + step;
      sum += f64x2.extract_lane(cost, 0);
      pull += f64x2.extract_lane(push, 0);
      add(distanceWeights + left, -f64x2.extract_lane(push, 0));
      add(normalWeights + leftNormal, f64x2.extract_lane(stretch, 0));
      if (step == 0) break;
      sum += f64x2.extract_lane(cost, 1);
      pull += f64x2.extract_lane(push, 1);
      add(distanceWeights + right, -f64x2.extract_lane(push, 1));
      add(normalWeights + rightNormal, f64x2.extract_lane(stretch, 1));
    }
    store<f64>(distanceWeights + pair, pull);
  }
  return scale * sum;
}
