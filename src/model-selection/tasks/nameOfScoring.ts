import type { Scoring } from './Executor.ts';

/**
 * The name of a score among the results: its own name, with the radius if it has one (`certifiedAccuracy@0.5`), or the
 * name of a function.
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
