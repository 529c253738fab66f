import type { Study } from '../Study.ts';
import type { Mode } from '../StudyRecord.ts';
import type { SetComparison } from '../compareMethods.ts';
import { compareMethods } from '../compareMethods.ts';
import { ARML, MEAN } from '../studyMethods.ts';

import { listNames, writeDifference, writeRatio } from './numbers.ts';
import { writeTable } from './table.ts';
import { wrap } from './wrap.ts';

const DEFAULT = 'LMNN + margin';

/**
 * The mean of several metrics beside the default metric, and both beside ARML if it was measured: all with defaults.
 * @returns Markdown.
 */
export function meanSection(study: Study): string {
  const hasArml = study.results.methods.includes(ARML);
  const pairs = [
    [MEAN, DEFAULT],
    ...(hasArml
      ? [MEAN, DEFAULT, 'NCA + margin'].map((name) => [name, ARML])
      : []),
  ];
  const lines = pairs.map(([method, other]) => {
    const { sets, accuracy, logRadius, timeRatio } = compare(
      study,
      method,
      other,
    );
    const both = sets.filter(isBetterInBoth).length;
    return [
      method,
      other,
      writeDifference(accuracy),
      writeRatio(logRadius),
      `${both} of ${sets.length}`,
      `× ${Number(timeRatio.toPrecision(2))}`,
    ];
  });
  const head = [
    '',
    'compared with',
    'accuracy',
    'radius',
    'better in both',
    'seconds',
  ];
  return [
    wrap(`\`mean: 'robust'\` is the mean of four metrics, and itself one metric (see [options](options.md#mean)). Means over the
      data sets and their standard errors, of methods with their defaults; radii and seconds as ratios (geometric means). The members
      were chosen on most of these data sets, so expect somewhat less on others.${hasArml ? ARML_NOTE : ''}`),
    writeTable(head, lines, 2),
    wrap(sayWhereNot(study)),
  ].join('\n\n');
}

const ARML_NOTE = ` ARML (Wang et al., Provably Robust Metric Learning, NeurIPS 2020) is its authors' program with their
configuration on standardized columns, its metric certified by this library; where the smallest class has fewer than
11 rows, it draws among fewer candidates.`;

function compare({ results, settings }: Study, method: string, other: string) {
  const mode: Mode = 'defaults';
  return compareMethods(results, method, other, mode, settings.testSize);
}

function isBetterInBoth({ accuracy, logRadius }: SetComparison): boolean {
  return accuracy.mean >= 0 && logRadius.mean >= 0;
}

function sayWhereNot(study: Study): string {
  const { sets } = compare(study, MEAN, DEFAULT);
  const named = (of: 'accuracy' | 'logRadius') => {
    const names = sets.flatMap((set) => {
      const { mean, error } = set[of];
      if (mean >= 0) return [];
      return [mean < -2 * error ? `**${set.set}**` : set.set];
    });
    return names.length > 0 ? `on ${listNames(names)}` : 'nowhere';
  };
  return `Where the mean does not help (bold: by more than two standard errors): it is less accurate than ${DEFAULT} ${named('accuracy')},
    and has a smaller radius ${named('logRadius')}.`;
}
