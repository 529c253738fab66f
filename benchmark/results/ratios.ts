import { isAtLeastAsGood } from '../measure/compareFits.ts';
import type { Cost, Figures, Goal } from '../rows/Row.ts';

import type { Entry } from './Report.ts';

/** Ratios of the peer's seconds to ours. */
export interface Ratios {
  /** To our own end, warm. */
  end?: number;
  /** To the objective of the peer, warm. */
  objective?: number;
  /** Both cold. */
  cold?: number;
}

/**
 * Computes the ratios of a fit.
 * @returns No ratios, if figures of the peer are missing.
 */
export function ratiosOf({ ours, theirs, toTheirs }: Figures): Ratios {
  if (!theirs) return {};
  return {
    end: theirs.warm / ours.warm,
    objective: toTheirs === undefined ? undefined : theirs.warm / toTheirs,
    cold: theirs.cold / ours.cold,
  };
}

/**
 * The ratio that the goal of a row refers to.
 * @returns `undefined`, if it is missing.
 */
export function ratioOf(entry: Entry): number | undefined {
  if (entry.kind === 'program') return undefined;
  if (entry.kind === 'kernel') {
    const { ours, theirs } = entry.figures;
    return theirs === undefined ? undefined : ours / theirs;
  }
  return ratiosOf(entry.figures)[entry.goal.to ?? 'end'];
}

/**
 * Whether a row reaches its goal.
 * @returns `undefined`, if a figure is missing.
 */
export function isReached(entry: Entry): boolean | undefined {
  if (entry.kind === 'program') return undefined;
  const { goal } = entry;
  const met =
    entry.kind === 'kernel'
      ? [atLeast(entry.figures.ours, goal.gigaflops)]
      : costsMet(entry.figures.ours, goal);
  if (goal.ratio !== undefined) met.push(ratioMet(entry, goal.ratio));
  if (met.includes(false)) return false;
  return met.includes(undefined) ? undefined : true;
}

function costsMet(ours: Cost, { seconds, megabytes }: Goal): Outcome[] {
  return [
    seconds === undefined || ours.warm <= seconds,
    megabytes === undefined || ours.megabytes <= megabytes,
  ];
}

// if this library never reaches the peer's objective, or ends worse, no ratio counts
function ratioMet(entry: Entry, least: number): Outcome {
  const ratio = ratioOf(entry);
  if (entry.kind !== 'fit') return atLeast(ratio, least);
  const { theirs, quality } = entry.figures;
  if (theirs === undefined) return undefined;
  if (isAtLeastAsGood(quality) === false) return false;
  return ratio !== undefined && ratio >= least;
}

type Outcome = boolean | undefined;

function atLeast(value: number | undefined, least = 0): Outcome {
  return value === undefined ? undefined : value >= least;
}
