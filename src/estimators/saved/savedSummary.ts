import type { FitProgress, FitSummary } from '../../fit/FitSummary.ts';
import { freezeSummary } from '../../fit/FitSummary.ts';
import { checkNumber } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import type { Readers } from '../../options/readOptions.ts';
import { choice, flag, integer, number } from '../../options/readOptions.ts';
import { STOP_REASONS, hasConverged } from '../../solvers/Solver.ts';

import { readParts } from './checkParts.ts';

/** A reader for each property. */
const PARTS: Readers<FitSummary> = {
  iterations: integer(),
  evaluations: integer(),
  converged: flag(),
  reason: choice(STOP_REASONS),
  objective: number(),
  loss: number(),
  margin: number({ min: 0 }),
  penalty: number({ min: 0 }),
  marginTarget: (name, given) =>
    given === null ? null : checkNumber(given, name, { above: 0 }),
  triplets: integer({ min: 0 }),
  threads: integer({ min: 1 }),
  history: readHistory,
};

/**
 * Reads the summary of a saved metric, and freezes it.
 * @throws {TypeError|RangeError} Anything that no fit could have written.
 */
export function readSummary(saved: unknown, name: string): FitSummary {
  const summary = readParts(saved, name, PARTS);
  checkConsistency(summary, name);
  return freezeSummary(summary);
}

function readHistory(name: string, saved: unknown): FitProgress[] {
  if (!Array.isArray(saved)) {
    throw new TypeError(`${name} must be an array, got ${describe(saved)}`);
  }
  return saved.map((progress: unknown, at) => {
    const place = `${name}[${at}]`;
    return readParts<FitProgress>(progress, place, {
      iteration: integer({ min: at, max: at }),
      objective: number(),
      gradientNorm: number({ min: 0 }),
    });
  });
}

function checkConsistency(summary: FitSummary, name: string): void {
  const { iterations, evaluations, reason, objective, history } = summary;
  const consistent =
    history.length === iterations + 1 &&
    history[iterations].objective === objective &&
    objective === summary.loss + summary.margin + summary.penalty &&
    evaluations > iterations &&
    summary.converged === hasConverged(reason);
  if (consistent) return;
  throw new RangeError(
    `${name} must be the summary of a fit: iterations + 1 entries of history that end at objective = loss + margin + penalty, more evaluations than iterations, and converged as reason says`,
  );
}
