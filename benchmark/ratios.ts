import type { Entry } from './Report.ts';
import type { Cost, Figures, Goal } from './Row.ts';
import { isAtLeastAsGood } from './compareFits.ts';

/** How many times as long theirs takes. */
export interface Ratios {
  /** Ours to its own end, warm. */
  end?: number;
  /** Ours to the objective of theirs, warm. */
  objective?: number;
  /** Both cold. */
  cold?: number;
}

/**
 * How many times as long theirs takes.
 * @param figures - Of a fit.
 * @returns Nothing, where there are no figures of theirs.
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
 * The ratio that the goal of a row is about.
 * @param entry - The row.
 * @returns The ratio; `undefined`, where there is none.
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
 * Whether a row does what is wanted of it.
 * @param entry - The row.
 * @returns `undefined`, where a figure is missing.
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

// where theirs has an end and ours never gets there, or ends worse, no ratio counts
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
