import type { Scoring } from './Executor.ts';

/**
 * What a score is called among the results: its name, with the radius where it has one; a function's own name.
 * @param scoring - How rows are scored.
 * @returns A name, for instance `certifiedAccuracy@0.5`.
 */
export function nameOfScoring(scoring: Scoring): string {
  if (typeof scoring === 'string') return scoring;
  if (typeof scoring === 'function') {
    const { name } = scoring;
    // `scoring: (classifier, X, y) => …` is called after the option
    return name === '' || name === 'scoring' ? 'score' : name;
  }
  return `${scoring.name}@${scoring.radius}`;
}
