import type { Study } from '../Study.ts';
import type { Outcome, SetDifference } from '../compareMargin.ts';
import { compareMargin } from '../compareMargin.ts';
import { accuracyOf, radiusOf } from '../readings.ts';
import { KNOWN_METHODS } from '../studyMethods.ts';

import { listNames, writePair } from './numbers.ts';
import { writeTable } from './table.ts';

/**
 * The study in one table, and where the margin does not help.
 * @param study - What to write.
 * @returns Markdown, which is the same in the README, in a guide, and in the page itself.
 */
export function shortSection(study: Study): string {
  const { results, tables, settings } = study;
  const lines = results.sets.map((set) => {
    const X = tables.get(set)?.X ?? [[]];
    return [
      set,
      `${X.length} × ${X[0].length}`,
      ...KNOWN_METHODS.map((method) =>
        writePair(
          results.mean(set, method, 'tuned', accuracyOf),
          results.mean(set, method, 'tuned', radiusOf),
        ),
      ),
    ];
  });
  return [
    `${settings.k}-NN accuracy, and mean certified radius: how far a test row may move, in whatever direction, with its right prediction
certain to stay, in standard deviations of the columns (0 where it is wrong). Means over ${settings.splits} stratified 70/30 splits; the
parameters of every method are chosen on training rows, by the same rule.`,
    writeTable(['data', 'rows × columns', ...KNOWN_METHODS], lines),
    `Where the margin does not help (bold: by more than two standard errors): with it, ${helplessness(study)}`,
  ].join('\n\n');
}

function helplessness({ results, settings }: Study): string {
  const { testSize } = settings;
  const accuracy = compareMargin(results, 'tuned', accuracyOf, testSize);
  const radius = compareMargin(results, 'tuned', radiusOf, testSize);
  const parts = accuracy.flatMap(({ base, sets }, at) => {
    if (!KNOWN_METHODS.includes(base)) return [];
    const less = namesOf(sets, ['loss']);
    const noMore = namesOf(radius[at].sets, ['tie', 'loss']);
    return [
      `${base} is ${less ? `less accurate on ${less}` : 'nowhere less accurate'} and has ${noMore ? `no more room on ${noMore}` : 'more room everywhere'}`,
    ];
  });
  const plain = results.sets.filter((set) => {
    const best = KNOWN_METHODS.slice(1).map((method) =>
      results.mean(set, method, 'tuned', accuracyOf),
    );
    const own = results.mean(set, 'Euclidean', 'tuned', accuracyOf);
    return own >= Math.max(...best) - 0.0005;
  });
  const end =
    plain.length > 0
      ? ` On ${listNames(plain)}, none of these metrics is more accurate than plain distances.`
      : '';
  return `${parts.join('; ')}.${end}`;
}

function namesOf(
  sets: readonly SetDifference[],
  outcomes: Outcome[],
): string | undefined {
  const names = sets
    .filter(({ outcome }) => outcomes.includes(outcome))
    .map(({ set, isClear }) => (isClear ? `**${set}**` : set));
  return names.length > 0 ? listNames(names) : undefined;
}
