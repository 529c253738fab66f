import { STOP_REASONS, hasConverged } from '../solvers/Solver.ts';
import { describe } from '../validation/describe.ts';
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkNumber,
} from '../validation/options.ts';

import type { FitProgress, FitSummary } from './FitSummary.ts';
import { freezeSummary } from './FitSummary.ts';
import { checkParts } from './checkParts.ts';

/**
 * Reads the summary of a saved metric.
 * @param saved - What JSON made of it.
 * @param name - What it is called, for the messages.
 * @returns The summary, frozen.
 * @throws {TypeError|RangeError} Anything that no fit could have written.
 */
export function readSummary(saved: unknown, name: string): FitSummary {
  checkParts(saved, name, [
    'iterations',
    'evaluations',
    'converged',
    'reason',
    'objective',
    'loss',
    'margin',
    'penalty',
    'marginTarget',
    'triplets',
    'threads',
    'history',
  ]);
  const { marginTarget } = saved;
  const summary: FitSummary = {
    iterations: checkInteger(saved.iterations, `${name}.iterations`),
    evaluations: checkInteger(saved.evaluations, `${name}.evaluations`),
    converged: checkBoolean(saved.converged, `${name}.converged`),
    reason: checkChoice(saved.reason, `${name}.reason`, STOP_REASONS),
    objective: checkNumber(saved.objective, `${name}.objective`),
    loss: checkNumber(saved.loss, `${name}.loss`),
    margin: checkNumber(saved.margin, `${name}.margin`, { min: 0 }),
    penalty: checkNumber(saved.penalty, `${name}.penalty`, { min: 0 }),
    marginTarget:
      marginTarget === null
        ? null
        : checkNumber(marginTarget, `${name}.marginTarget`, { above: 0 }),
    triplets: checkInteger(saved.triplets, `${name}.triplets`, { min: 0 }),
    threads: checkInteger(saved.threads, `${name}.threads`, { min: 1 }),
    history: readHistory(saved.history, `${name}.history`),
  };
  checkConsistency(summary, name);
  return freezeSummary(summary);
}

function readHistory(saved: unknown, name: string): FitProgress[] {
  if (!Array.isArray(saved)) {
    throw new TypeError(`${name} must be an array, got ${describe(saved)}`);
  }
  return saved.map((progress: unknown, at) => {
    const place = `${name}[${at}]`;
    checkParts(progress, place, ['iteration', 'objective', 'gradientNorm']);
    const { iteration, objective, gradientNorm } = progress;
    checkInteger(iteration, `${place}.iteration`, { min: at, max: at });
    return {
      iteration: at,
      objective: checkNumber(objective, `${place}.objective`),
      gradientNorm: checkNumber(gradientNorm, `${place}.gradientNorm`, {
        min: 0,
      }),
    };
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
    `${name} must be that of a fit: a history up to the last iteration, which ends at objective = loss + margin + penalty`,
  );
}
