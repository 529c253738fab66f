import type { Study } from '../Study.ts';
import type { Mode } from '../StudyRecord.ts';
import type { Outcome, SetDifference } from '../compareMargin.ts';
import { compareMargin } from '../compareMargin.ts';
import { accuracyOf, radiusOf } from '../readings.ts';
import { KNOWN_METHODS } from '../studyMethods.ts';

import { listNames, writePair } from './numbers.ts';
import { writeTable } from './table.ts';
import { wrap } from './wrap.ts';

/**
 * The study in one table, and where the margin does not help.
 * @returns Markdown.
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
    wrap(`${settings.k}-NN accuracy, and mean certified radius: how far a test row can move, in any direction, with its correct
      prediction guaranteed to stay, in standard deviations of the columns (0 where the prediction is wrong). Means over
      ${settings.splits} stratified 70/30 splits. Parameters are chosen on training rows, by the same rule for all methods: it
      prefers the larger radius where it cannot tell which candidate is more accurate.`),
    writeTable(['data', 'rows × columns', ...KNOWN_METHODS], lines),
    wrap(sayWhere(study)),
  ].join('\n\n');
}

function sayWhere(study: Study): string {
  const tuned = sayAll(study, 'tuned');
  const defaults = sayAll(study, 'defaults');
  const clear = `${tuned}${defaults}`.includes('**')
    ? 'bold: by more than two standard errors'
    : 'nowhere by more than two standard errors';
  return `Where the margin does not help (${clear}): with it, ${tuned} With the defaults instead of chosen parameters, ${defaults} ${sayPlain(study)}`;
}

function sayAll({ results, settings }: Study, mode: Mode): string {
  const { testSize } = settings;
  const accuracy = compareMargin(results, mode, accuracyOf, testSize);
  const radius = compareMargin(results, mode, radiusOf, testSize);
  const parts = accuracy.flatMap(({ base, sets }, at) => {
    if (!KNOWN_METHODS.includes(base)) return [];
    const less = namesOf(sets, ['loss']);
    const noMore = namesOf(radius[at].sets, ['tie', 'loss']);
    return [
      `${base} is ${less ? `less accurate on ${less}` : 'nowhere less accurate'} and has ${noMore ? `no larger radius on ${noMore}` : 'a larger radius everywhere'}`,
    ];
  });
  return `${parts.join('; ')}.`;
}

function sayPlain({ results }: Study): string {
  const [plain, ...learned] = KNOWN_METHODS;
  const sets = results.sets.filter((set) => {
    const own = results.mean(set, plain, 'tuned', accuracyOf);
    return learned.every(
      (method) => results.mean(set, method, 'tuned', accuracyOf) <= own,
    );
  });
  return sets.length > 0
    ? `On ${listNames(sets)}, none of these metrics is more accurate than plain distances.`
    : '';
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
