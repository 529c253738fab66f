import type { Cost, Figures, Goal, Quality } from '../rows/Row.ts';

import type { Entry } from './Report.ts';

/** Sums over all pairs differ in their last digits. */
const ROUNDING = 1e-9;

/** Ratios of the peer's seconds to ours. */
export interface Ratios {
  /** To the objective of the peer at its defaults. */
  objective?: number;
  /** To the objective of the peer at our tolerance. */
  tight?: number;
  /** To our own end, of the peer at its defaults. */
  end?: number;
}

/**
 * Computes the ratios of a fit.
 * @returns Those whose figures are known.
 */
export function ratiosOf({ ours, theirs, toTheirs, tight }: Figures): Ratios {
  return {
    objective: divide(theirs?.seconds, toTheirs),
    tight: divide(tight?.theirs, tight?.toTheirs),
    end: divide(theirs?.seconds, ours.seconds),
  };
}

/**
 * The main ratio of a row: of a loop its speeds, of a fit the seconds to the peer's objective, or to the end without one.
 * @returns `undefined`, if it is missing.
 */
export function ratioOf(entry: Entry): number | undefined {
  if (entry.kind === 'kernel') {
    return divide(entry.figures.ours, entry.figures.theirs);
  }
  if (entry.kind !== 'fit') return undefined;
  const { objective, end } = ratiosOf(entry.figures);
  return entry.figures.quality?.name === 'objective' ? objective : end;
}

/**
 * Whether our quality is at least as good as the peer's.
 * @returns `undefined`, if there is nothing to compare.
 */
export function isAtLeastAsGood(
  quality: Quality | undefined,
): boolean | undefined {
  if (quality?.theirs === undefined) return undefined;
  const { best, ours, theirs } = quality;
  const ahead = best === 'least' ? theirs - ours : ours - theirs;
  return ahead >= -ROUNDING * Math.abs(theirs);
}

/**
 * Whether a row reaches its goal. If this library ends worse than the peer, no ratio counts.
 * @returns `undefined`, if a figure is missing, or without a goal.
 */
export function isReached(entry: Entry): boolean | undefined {
  if (entry.kind !== 'fit' && entry.kind !== 'kernel') return undefined;
  const { goal } = entry;
  if (Object.keys(goal).length === 0) return undefined;
  const met =
    entry.kind === 'kernel'
      ? [
          atLeast(ratioOf(entry), goal.ratio),
          atLeast(entry.figures.ours, goal.gigaflops),
        ]
      : [
          ...costsMet(entry.figures.ours, goal),
          ...ratiosMet(entry.figures, goal),
        ];
  if (met.includes(false)) return false;
  return met.includes(undefined) ? undefined : true;
}

type Outcome = boolean | undefined;

function costsMet(ours: Cost, { seconds, megabytes }: Goal): Outcome[] {
  return [
    seconds === undefined || ours.seconds <= seconds,
    megabytes === undefined || ours.megabytes <= megabytes,
  ];
}

function ratiosMet(figures: Figures, { ratio, endRatio }: Goal): Outcome[] {
  if (ratio === undefined && endRatio === undefined) return [];
  if (figures.theirs === undefined) return [undefined];
  const { objective = 0, end } = ratiosOf(figures);
  return [
    isAtLeastAsGood(figures.quality) !== false,
    atLeast(objective, ratio),
    atLeast(end, endRatio),
  ];
}

function atLeast(
  value: number | undefined,
  least: number | undefined,
): Outcome {
  if (least === undefined) return true;
  return value === undefined ? undefined : value >= least;
}

function divide(theirs?: number, ours?: number): number | undefined {
  return theirs === undefined || ours === undefined ? undefined : theirs / ours;
}
