import {
  checkNumber,
  checkOptionNames,
  nearestName,
} from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

import type { Scoring } from './Executor.ts';

const NAMES = new Set([
  'accuracy',
  'balancedAccuracy',
  'macroF1',
  'logLoss',
  'brier',
  'meanRadius',
]);
const CERTIFIED = 'certifiedAccuracy';

/**
 * Checks how rows are to be scored.
 * @param given - One score, or several.
 * @returns All of them; objects are copied.
 * @throws {TypeError} If a score is not a name, an object or a function.
 * @throws {RangeError} If a name is unknown (the nearest known one is suggested), no score is given, or two
 * have the same name.
 */
export function checkScoring<Trained>(
  given: Scoring<Trained> | ReadonlyArray<Scoring<Trained>>,
): Scoring[] {
  const scoring = Array.isArray(given)
    ? Array.from(given as unknown[], (one, at) =>
        checkOne(one, `scoring[${at}]`),
      )
    : [checkOne(given, 'scoring')];
  if (scoring.length === 0) {
    throw new RangeError('scoring must have at least one score, got none');
  }
  const names = scoring.map(nameOfScoring);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) {
    throw new RangeError(
      `scoring must not have two scores of the same name, got ${describe(twice)} twice`,
    );
  }
  return scoring;
}

function checkOne(given: unknown, name: string): Scoring {
  if (typeof given === 'function') return given as Scoring;
  if (typeof given === 'string') return checkName(given, name);
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(
      `${name} must be a name, an object with a name or a function, got ${describe(given)}`,
    );
  }
  const { name: kind, radius } = given as Record<string, unknown>;
  if (kind !== CERTIFIED) {
    throw new RangeError(
      `${name}.name must be '${CERTIFIED}', got ${describe(kind)}`,
    );
  }
  checkOptionNames(given, name, ['name', 'radius']);
  checkNumber(radius, `${name}.radius`, { min: 0 });
  return { name: CERTIFIED, radius: radius as number };
}

function checkName(given: string, name: string): Scoring {
  if (NAMES.has(given)) return given as Scoring;
  if (given === CERTIFIED) {
    throw new TypeError(
      `${name} must give a radius for '${CERTIFIED}', such as { name: '${CERTIFIED}', radius: 0.5 }`,
    );
  }
  const known = [...NAMES, CERTIFIED];
  const nearest = nearestName(given, known);
  throw new RangeError(
    nearest === undefined
      ? `${name} must be one of ${known.join(', ')}, got ${describe(given)}`
      : `unknown ${name} ${describe(given)}, did you mean '${nearest}'?`,
  );
}

/**
 * The name of a score among the results: `accuracy`, `certifiedAccuracy@0.5` with the radius, or the name of a
 * function.
 */
export function nameOfScoring(scoring: Scoring): string {
  if (typeof scoring === 'string') return scoring;
  if (typeof scoring === 'function') {
    const { name } = scoring;
    // JavaScript names the function of `scoring: (classifier, X, y) => …` after the option
    return name === '' || name === 'scoring' ? 'score' : name;
  }
  return `${scoring.name}@${scoring.radius}`;
}

/** Scores of predicted probabilities, of which smaller is better. */
type ProbabilityScore = 'logLoss' | 'brier';

/** Whether a score is one of predicted probabilities. */
export function isProbabilityScore(score: Scoring): score is ProbabilityScore {
  return score === 'logLoss' || score === 'brier';
}

/** A score among the results. */
export interface ScoreName {
  name: string;
  /** Whether it is a loss, such as `'logLoss'`. A custom score never is one, whatever its name. */
  smallerIsBetter: boolean;
}

/** The name and the direction of a score. */
export function describeScoring(scoring: Scoring): ScoreName {
  const smallerIsBetter = isProbabilityScore(scoring);
  return { name: nameOfScoring(scoring), smallerIsBetter };
}
