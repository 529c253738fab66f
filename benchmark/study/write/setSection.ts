import type { Study } from '../Study.ts';
import type { Mode } from '../StudyRecord.ts';
import type { Reading } from '../StudyResults.ts';
import {
  accuracyOf,
  certifiedAt,
  noisyAt,
  radiusOf,
  secondsOf,
} from '../readings.ts';

import { writeSpread } from './numbers.ts';
import { writeTable } from './table.ts';

/**
 * All results on one data set: mean ± standard deviation over the splits.
 * @returns Markdown.
 */
export function setSection({ results, settings }: Study, set: string): string {
  const columns: Array<[string, Reading, Mode]> = [
    ['accuracy', accuracyOf, 'tuned'],
    ['certified radius', radiusOf, 'tuned'],
    ...settings.radii.map((radius, at): [string, Reading, Mode] => [
      `certified at ${radius}`,
      certifiedAt(at),
      'tuned',
    ]),
    ...settings.sigmas.map((sigma, at): [string, Reading, Mode] => [
      `noise ${sigma}`,
      noisyAt(at),
      'tuned',
    ]),
    ['seconds', secondsOf, 'tuned'],
    ['default accuracy', accuracyOf, 'defaults'],
    ['default radius', radiusOf, 'defaults'],
  ];
  const lines = results.methods.map((method) => [
    method,
    ...columns.map(([, of, mode]) =>
      writeSpread(results.values(set, method, mode, of)),
    ),
  ]);
  const head = ['method', ...columns.map(([name]) => name)];
  return `### ${set}\n\n${writeTable(head, lines)}`;
}
