import type { Study } from '../Study.ts';
import type { Reading } from '../StudyResults.ts';
import { accuracyOf, radiusOf } from '../readings.ts';
import { marginPairs } from '../studyMethods.ts';

import { listNames } from './numbers.ts';
import { wrap } from './wrap.ts';

/**
 * Where no metric learned with the margin is better than plain distances.
 * @returns Markdown.
 */
export function plainSection(study: Study): string {
  return wrap(
    `Compared with plain distances on standardized columns: ${say(study, accuracyOf, 'is more accurate')}, and ${say(study, radiusOf, 'has a larger radius')}.`,
  );
}

function say({ results }: Study, of: Reading, verb: string): string {
  const sets = results.sets.filter((set) => {
    const plain = results.mean(set, 'Euclidean', 'tuned', of);
    return marginPairs.every(
      ({ name }) => results.mean(set, name, 'tuned', of) <= plain,
    );
  });
  return sets.length > 0
    ? `on ${listNames(sets)} no method with the margin ${verb}`
    : `on every data set some method with the margin ${verb}`;
}
