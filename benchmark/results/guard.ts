import type { Entry, Report } from './Report.ts';
import { isAtLeastAsGood, ratioOf } from './ratios.ts';

/** Ratios vary on a busy machine; a larger decrease means slower code. */
const LEAST = 0.5;

/** The comparison of ratios. */
export interface Guarded {
  /** One line per ratio. */
  lines: string[];
  hasHeld: boolean;
}

/**
 * Compares ratios with earlier ones: seconds depend on the machine, ratios hardly. A result of worse quality than the
 * peer's does not count as faster.
 * @param before - Earlier figures.
 * @param now - Those of a new run.
 * @returns Whether each is at least half of the earlier one; false, if none could be compared.
 */
export function guardRatios(before: Report, now: Report): Guarded {
  const earlier = new Map(before.entries.map((entry) => [entry.name, entry]));
  const compared = now.entries.flatMap((entry) => {
    const old = earlier.get(entry.name);
    return old ? compareEntries(old, entry) : [];
  });
  if (compared.length === 0) {
    return { lines: ['no ratio could be compared'], hasHeld: false };
  }
  return {
    lines: compared.map(({ line, fault }) => line + fault),
    hasHeld: compared.every(({ fault }) => fault === ''),
  };
}

function compareEntries(
  old: Entry,
  entry: Entry,
): Array<{ line: string; fault: string }> {
  const was = ratioOf(old);
  const is = ratioOf(entry);
  if (isWorse(entry) && !isWorse(old)) {
    return [{ line: entry.name, fault: ": worse than the peer's" }];
  }
  if (was === undefined || is === undefined) return [];
  const line = `${entry.name}: ${is.toFixed(2)}, was ${was.toFixed(2)}`;
  return [{ line, fault: is < LEAST * was ? ': fell below half' : '' }];
}

function isWorse(entry: Entry): boolean {
  if (entry.kind !== 'fit') return false;
  return isAtLeastAsGood(entry.figures.quality) === false;
}
