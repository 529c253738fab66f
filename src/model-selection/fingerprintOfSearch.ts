import { fingerprint } from './fingerprint.ts';
import { nameOfScoring } from './nameOfScoring.ts';
import type { SearchPlan } from './searchOptions.ts';

/**
 * Tells searches apart by all that their result depends on, but for what is inside of functions.
 * @param plan - The search.
 * @returns 16 hexadecimal digits.
 */
export function fingerprintOfSearch(plan: SearchPlan): string {
  const { data, classifier, candidates, scoring, rounds } = plan;
  const { values, columns, codes, classes } = data;
  const text = JSON.stringify([
    classifier.name,
    candidates,
    scoring.map(nameOfScoring),
    rounds.map((round) => round.candidates),
    columns,
    classes,
  ]);
  const rows = rounds.flatMap(({ splits }) =>
    splits.flatMap(({ train, test }) => [train, test]),
  );
  return fingerprint([text, values, codes, ...rows]);
}
