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
  // even and odd powers apart: two short chains instead of one long one
  const r2 = f64x2.mul(r, r);
  let odd = f64x2.splat(1.6059043836821613e-10);
  let even = f64x2.splat(2.08767569878681e-9);
  odd = next(odd, r2, 2.505210838544172e-8);
  even = next(even, r2, 2.755731922398589e-7);
  odd = next(odd, r2, 2.7557319223985893e-6);
  even = next(even, r2, 2.48015873015873e-5);
  odd = next(odd, r2, 1.984126984126984e-4);
  even = next(even, r2, 1.388888888888889e-3);
  odd = next(odd, r2, 8.333333333333333e-3);
  even = next(even, r2, 4.1666666666666664e-2);
  odd = next(odd, r2, 0.16666666666666666);
  even = next(even, r2, 0.5);
  odd = next(odd, r2, 1);
  even = next(even, r2, 1);
  const sum = f64x2.add(f64x2.mul(odd, r), even);
  // the last bits of `shifted` are n: shifted into the exponent, they are 2ⁿ
  return i64x2.add(sum, i64x2.shl(shifted, 52));
}

function next(sum: v128, r2: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(sum, r2), f64x2.splat(coefficient));
}
