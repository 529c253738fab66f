// exp(−x) of two numbers at a time, for 0 ≤ x ≤ 80: see exponential.ts.

const ROUNDER: f64 = 6755399441055744;
const LOG2_E: f64 = 1.4426950408889634;
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;

export function expMinus(x: v128): v128 {
  const negative = f64x2.neg(x);
  const shifted = f64x2.add(
    f64x2.mul(negative, f64x2.splat(LOG2_E)),
    f64x2.splat(ROUNDER),
  );
  const n = f64x2.sub(shifted, f64x2.splat(ROUNDER));
  const r = f64x2.sub(
    f64x2.sub(negative, f64x2.mul(n, f64x2.splat(LN2_HIGH))),
    f64x2.mul(n, f64x2.splat(LN2_LOW)),
  );
  let sum = f64x2.splat(1.6059043836821613e-10);
  sum = next(sum, r, 2.08767569878681e-9);
  sum = next(sum, r, 2.505210838544172e-8);
  sum = next(sum, r, 2.755731922398589e-7);
  sum = next(sum, r, 2.7557319223985893e-6);
  sum = next(sum, r, 2.48015873015873e-5);
  sum = next(sum, r, 1.984126984126984e-4);
  sum = next(sum, r, 1.388888888888889e-3);
  sum = next(sum, r, 8.333333333333333e-3);
  sum = next(sum, r, 4.1666666666666664e-2);
  sum = next(sum, r, 0.16666666666666666);
  sum = next(sum, r, 0.5);
  sum = next(sum, r, 1);
  sum = next(sum, r, 1);
  // the last bits of `shifted` are n: shifted into the exponent, they are 2ⁿ
  return i64x2.add(sum, i64x2.shl(shifted, 52));
}

function next(sum: v128, r: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(sum, r), f64x2.splat(coefficient));
}
