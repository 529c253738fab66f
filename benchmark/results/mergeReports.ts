import type { Entry, Environment, Report } from './Report.ts';

/**
 * Compares two environments.
 * @returns What differs, in words, one item a line; empty, if figures of both may stand side by side.
 */
export function differencesOf(
  older: Environment,
  newer: Environment,
): string[] {
  const before = { ...older.machine, ...older.versions };
  const now = { ...newer.machine, ...newer.versions };
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return Array.from(names)
    .filter((name) => before[name] !== now[name])
    .map(
      (name) =>
        `${name}: ${before[name] ?? 'missing'} there, ${now[name] ?? 'missing'} here`,
    );
}

/**
 * Replaces the figures of rows that were measured again, and keeps the others, both of one environment.
 * @param order - The names of all rows, in the order of the tables; figures of other rows are dropped.
 */
export function mergeReports(
  older: Report,
  newer: Report,
  order: string[],
): Report {
  const byName = new Map<string, Entry>();
  for (const entry of [...older.entries, ...newer.entries]) {
    byName.set(entry.name, entry);
  }
  return { ...newer, entries: order.flatMap((name) => byName.get(name) ?? []) };
}
