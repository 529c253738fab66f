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

/** With fewer data sets, tests have no power. */
export const FEWEST_SETS = 3;

/** The results of tests over data sets. */
interface Ranking {
  name: string;
  test: Friedman;
  after: Nemenyi;
}

/** The contents of the section. */
export const RANK_NOTES = `Mean ranks over the data sets (1: the best on all of them), and seconds per fit as a multiple of those of LMNN in the same run
(geometric mean over the data sets). Friedman's test asks whether equal methods would rank so unevenly by chance. Nemenyi's test asks
which methods differ: at the level .05, those whose mean ranks are further apart than the critical difference (Demšar, Statistical
comparisons of classifiers over multiple data sets, JMLR 7, 2006). Means over the splits are ranked, since the splits of one data set
are not independent.`;

/**
 * Mean ranks over data sets, and whether they are significant.
 * @returns Markdown.
 */
export function rankSection(study: Study, mode: Mode): string {
  const { results, settings } = study;
  const count = results.sets.length;
  if (count < FEWEST_SETS) {
    return `Ranks and tests need at least ${FEWEST_SETS} data sets; there are ${count}.`;
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
    `Not distinguished by Nemenyi's test (best first; a method may be in several groups):`,
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
  if (after.groups.length === 0) return [`- ${name}: all are distinguished.`];
  return after.groups.map(
    (group) => `- ${name}: ${listNames(group.map((at) => methods[at]))}.`,
  );
}
