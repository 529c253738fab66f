import { formatNumber } from '../text/formatNumber.ts';

/** Maps values to places along an axis. */
export interface Scale {
  from: number;
  to: number;
  place: (value: number) => number;
}

/** The first and the last value of a scale. */
export type Domain = readonly [first: number, last: number];

/** A mark on an axis, and what is written at it. */
export interface Tick {
  value: number;
  text: string;
}

/** Above the smallest normal number, 2.2e−308. */
const LEAST = 1e-307;

/**
 * A linear scale.
 * @param domain - The first and the last value; a single value is given some space around it.
 * @param range - The places of these values.
 */
export function linearScale(domain: Domain, range: Domain): Scale {
  const [low, high] = domain;
  // halves first: the difference of the largest numbers overflows
  const size = Math.abs(low) / 4;
  const room = high / 2 - low / 2 > LEAST ? 0 : size > LEAST ? size : 1;
  const from = Math.max(low - room, -Number.MAX_VALUE);
  const to = Math.min(high + room, Number.MAX_VALUE);
  const half = to / 2 - from / 2;
  const [start, end] = range;
  return {
    from,
    to,
    place: (value) => start + ((value / 2 - from / 2) / half) * (end - start),
  };
}

/**
 * Round values within a scale: 1, 2 or 5 times a power of ten apart (Heckbert, Graphics Gems, 1990).
 * @param count - The approximate number of values.
 * @returns Ticks in ascending order.
 */
export function ticksOf({ from, to }: Scale, count: number): Tick[] {
  const raw = to / count - from / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  const step = power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
  if (!Number.isFinite(step) || step === 0) return [];
  const slack = 1e-9 * step;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const ticks: Tick[] = [];
  // beside large numbers a step may be below rounding: then `at` stays, or passes many values outside the scale
  for (let turn = 0; turn <= 2 * count && first + turn <= last; turn++) {
    const at = first + turn;
    // the step has few digits, the product may have more
    const value = Number((at * step).toPrecision(12)) + 0;
    if (value < from - slack || value > to + slack) continue;
    const digits = 1 + Math.ceil(Math.log10(Math.abs(at) + 1));
    ticks.push({ value, text: formatNumber(value, digits) });
  }
  return ticks;
}

/**
 * The smallest and the largest of some values.
 * @param values - Numbers; infinite ones are ignored.
 * @param room - The fraction of their extent to add on either side.
 * @returns The bounds; 0 and 1 if there are no values.
 */
export function extentOf(values: Iterable<number>, room = 0): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const more = room * (high - low);
  const wide: Domain = [low - more, high + more];
  return wide.every(Number.isFinite) ? wide : [low, high];
}

/** The nearest number between two bounds, inclusive. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** The sum of numbers; 0 if there are none. */
export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
