import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import type { Study } from './Study.ts';
import { certifiedFigure } from './draw/certifiedFigure.ts';
import { marginFigure } from './draw/marginFigure.ts';
import { rankFigure } from './draw/rankFigure.ts';
import { accuracyOf, radiusOf } from './readings.ts';
import { FEWEST_SETS } from './write/rankSection.ts';
import { studyPage } from './write/studyPage.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Writes the page of the study and its figures.
 * @param out - The folder to write into. Default: that of the repository.
 * @returns The written files.
 */
export async function writeStudy(
  study: Study,
  out: string = ROOT,
): Promise<string[]> {
  const style = {
    ...(await resolveConfig(path.join(ROOT, 'README.md'))),
    parser: 'markdown',
  };
  const files: Record<string, string> = {
    'docs/STUDY.md': await format(studyPage(study), style),
    ...figuresOf(study),
  };
  for (const [file, text] of Object.entries(files)) {
    const whole = path.join(out, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  }
  return Object.keys(files);
}

function figuresOf(study: Study): Record<string, string> {
  const { results } = study;
  const figures: Record<string, string> = {
    margin: marginFigure(study),
    certified: certifiedFigure(study),
  };
  if (results.sets.length >= FEWEST_SETS) {
    figures['ranks-accuracy'] = rankFigure(results, accuracyOf, 'accuracy');
    figures['ranks-radius'] = rankFigure(results, radiusOf, 'radius');
  }
  return Object.fromEntries(
    Object.entries(figures).map(([name, svg]) => [
      `docs/figures/study-${name}.svg`,
      `${svg}\n`,
    ]),
  );
}
