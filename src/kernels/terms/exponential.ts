/** 1.5 · 2⁵²: added to a number of moderate magnitude, it leaves the nearest integer in the last bits. */
const ROUNDER = 6755399441055744;
const LOG2_E = 1.4426950408889634;
/** ln 2 in two parts; the first has so few bits that its products with small integers are exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** 2⁻ⁿ. */
const HALVES = Float64Array.from({ length: 128 }, (_, n) => 2 ** -n);

/**
 * `exp(−x)` for 0 ≤ x ≤ 80, within some units in the last place. `Math.exp` differs between engines; this function
 * gives the same bits everywhere, also for vectors in exponential.as.ts: −x = n ln 2 + r with |r| ≤ ln 2 / 2, and the
 * Taylor polynomial of degree 13 for exp(r), whose remainder is below 1e-17.
 */
export function expMinus(x: number): number {
  const n = -x * LOG2_E + ROUNDER - ROUNDER;
  const r = -x - n * LN2_HIGH - n * LN2_LOW;
  // even and odd powers apart: two short chains instead of one long one
  const r2 = r * r;
  let odd = 1.6059043836821613e-10;
  let even = 2.08767569878681e-9;
  odd = odd * r2 + 2.505210838544172e-8;
  even = even * r2 + 2.755731922398589e-7;
  odd = odd * r2 + 2.7557319223985893e-6;
  even = even * r2 + 2.48015873015873e-5;
  odd = odd * r2 + 1.984126984126984e-4;
  even = even * r2 + 1.388888888888889e-3;
  odd = odd * r2 + 8.333333333333333e-3;
  even = even * r2 + 4.1666666666666664e-2;
  odd = odd * r2 + 0.16666666666666666;
  even = even * r2 + 0.5;
  odd = odd * r2 + 1;
  even = even * r2 + 1;
  const sum = odd * r + even;
  return sum * HALVES[-n];
}
