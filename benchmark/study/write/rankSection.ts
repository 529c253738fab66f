import { mean } from '../../../examples/estimate.ts';
import type { Study } from '../Study.ts';
import type { Mode } from '../StudyRecord.ts';
import type { Reading, StudyResults } from '../StudyResults.ts';
import { accuracyOf, noisyAt, radiusOf, secondsOf } from '../readings.ts';
import type { Friedman } from '../statistics/friedman.ts';
import { friedman } from '../statistics/friedman.ts';
import type { Nemenyi } from '../statistics/nemenyi.ts';
import { nemenyi } from '../statistics/nemenyi.ts';

import { listNames, writeProbability } from './numbers.ts';
import { writeTable } from './table.ts';

/** Fewer data sets say nothing about others. */
export const FEWEST_SETS = 3;

/** What data sets say about methods. */
interface Ranking {
  name: string;
  test: Friedman;
  after: Nemenyi;
}

/** What is in the section. */
export const RANK_NOTES = `Mean ranks over the data sets (1: the best on all of them), and seconds of a fit as a multiple of what LMNN takes in the same run
(geometric mean over the data sets). Friedman's test asks whether methods that are all alike would rank so unevenly by chance;
Nemenyi's, which of them differ: mean ranks further apart than the critical difference do, at the level .05 (Demšar, Statistical
comparisons of classifiers over multiple data sets, JMLR 7, 2006). Ranks are those of means over splits, for splits of one data set
are not independent.`;

/**
 * Mean ranks over data sets, and whether chance may have made them.
 * @param study - What to write.
 * @param mode - Where parameters come from.
 * @returns Markdown.
 */
export function rankSection(study: Study, mode: Mode): string {
  const { results, settings } = study;
  const count = results.sets.length;
  if (count < FEWEST_SETS) {
    return `Ranks and tests need ${FEWEST_SETS} data sets at least; there are ${count}.`;
  }
  const middle = Math.floor(settings.sigmas.length / 2);
  const asked: Array<[string, Reading]> = [
    ['accuracy', accuracyOf],
    ['certified radius', radiusOf],
    [`accuracy at noise ${settings.sigmas[middle]}`, noisyAt(middle)],
  ];
  const rankings = asked.map(([name, of]): Ranking => {
    const test = friedman(results.means(mode, of));
    return { name, test, after: nemenyi(test.meanRanks, count) };
  });
  return [
    rankTable(results, mode, rankings),
    testTable(rankings),
    `Not told apart by Nemenyi's test (a method may be in several groups, best first):`,
    rankings
      .flatMap((ranking) => groupLines(ranking, results.methods))
      .join('\n'),
  ].join('\n\n');
}

function rankTable(
  results: StudyResults,
  mode: Mode,
  rankings: Ranking[],
): string {
  const seconds = results.means(mode, secondsOf);
  const reference = results.methods.indexOf('LMNN');
  const lines = results.methods.map((method, at) => {
    const logs = seconds.map((row) => Math.log(row[at] / row[reference]));
    return [
      method,
      ...rankings.map(({ test }) => test.meanRanks[at].toFixed(2)),
      String(Number(Math.exp(mean(logs)).toPrecision(2))),
    ];
  });
  const head = ['method', ...rankings.map(({ name }) => name), 'seconds'];
  return writeTable(head, lines);
}

function testTable(rankings: Ranking[]): string {
  const lines = rankings.map(({ name, test, after }) => [
    name,
    `${test.chiSquared.toFixed(2)} (${test.degrees})`,
    writeProbability(test.chiSquaredP),
    `${Number.isFinite(test.F) ? test.F.toFixed(2) : '∞'} (${test.degrees}, ${test.degreesBelow})`,
    writeProbability(test.FP),
    after.criticalDifference.toFixed(2),
  ]);
  const head = ['by', 'χ² (df)', 'p', 'F (df)', 'p', 'critical difference'];
  return writeTable(head, lines);
}

function groupLines({ name, after }: Ranking, methods: string[]): string[] {
  if (after.groups.length === 0) return [`- ${name}: all are told apart.`];
  return after.groups.map(
    (group) => `- ${name}: ${listNames(group.map((at) => methods[at]))}.`,
  );
}
