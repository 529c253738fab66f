import { nameOfScoring } from '../tasks/nameOfScoring.ts';

import { fingerprint } from './fingerprint.ts';
import type { SearchPlan } from './searchOptions.ts';

/**
 * A fingerprint of everything that the result of a search depends on, except the code of functions.
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
