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
export function setSection(study: Study, set: string): string {
  return [
    `### ${set}`,
    'Parameters chosen on training rows:',
    measures(study, set, 'tuned'),
    'Defaults only:',
    measures(study, set, 'defaults'),
  ].join('\n\n');
}

function measures(
  { results, settings }: Study,
  set: string,
  mode: Mode,
): string {
  const columns: Array<[string, Reading]> = [
    ['accuracy', accuracyOf],
    ['certified radius', radiusOf],
    ...settings.radii.map((radius, at): [string, Reading] => [
      `certified at ${radius}`,
      certifiedAt(at),
    ]),
    ...settings.sigmas.map((sigma, at): [string, Reading] => [
      `noise ${sigma}`,
      noisyAt(at),
    ]),
    ['seconds', secondsOf],
  ];
  const lines = results.methods.map((method) => [
    method,
    ...columns.map(([, of]) =>
      writeSpread(results.values(set, method, mode, of)),
    ),
  ]);
  return writeTable(['method', ...columns.map(([name]) => name)], lines);
}
