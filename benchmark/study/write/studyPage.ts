import type { Study } from '../Study.ts';
import { VERSION } from '../keyOf.ts';

import { claimsSection } from './claimsSection.ts';
import { exactSection } from './exactSection.ts';
import { largeSection } from './largeSection.ts';
import {
  helplessSection,
  marginNotes,
  marginSection,
} from './marginSection.ts';
import { meanSection } from './meanSection.ts';
import { methodSection } from './methodSection.ts';
import { plainSection } from './plainSection.ts';
import { FEWEST_SETS, RANK_NOTES, rankSection } from './rankSection.ts';
import { setSection } from './setSection.ts';
import { shortSection } from './shortSection.ts';
import { wrap } from './wrap.ts';

/**
 * Writes the page of the study.
 * @returns Markdown.
 */
export function studyPage(study: Study): string {
  const { results } = study;
  const ranks =
    results.sets.length < FEWEST_SETS
      ? ''
      : `
![Mean ranks by accuracy](figures/study-ranks-accuracy.svg)

![Mean ranks by certified radius](figures/study-ranks-radius.svg)
`;
  return `---
title: The study
---

# The study: what the margin does, and where it does not help

${wrap(`The experiment of the paper (Yang et al., arXiv 2006.05945) with more metrics, on
${results.sets.length === 1 ? 'one data set' : `${results.sets.length} data sets`}. \`npx tsx benchmark/study.ts\` writes this page; it is not edited by hand. Version ${VERSION}.`)}

## In short

${shortSection(study)}

![What the margin changes](figures/study-margin.svg)

${methodSection(study)}

## Ranks

${RANK_NOTES}

### With parameters chosen on training rows

${rankSection(study, 'tuned')}
${ranks}
![Certified accuracy](figures/study-certified.svg)

### With default parameters

${rankSection(study, 'defaults')}

## With the margin and without

${marginNotes(study)}

### With parameters chosen on training rows

${marginSection(study, 'tuned')}

### With default parameters

${marginSection(study, 'defaults')}

## Where the margin does not help

Data sets on which a method has a lower mean accuracy with the margin than without, and those on which its certified radius is not larger:
the change and its standard error, which accounts for splits sharing rows. Bold: more than two standard errors. With parameters chosen on
training rows:

${helplessSection(study, 'tuned')}

With default parameters:

${helplessSection(study, 'defaults')}

${plainSection(study)}

## Several metrics as one

${meanSection(study)}

## Radii in closed form, and exact ones

${exactSection(study)}

${largeSection(study)}

## The claims of the paper

${claimsSection(study)}

## Each data set

Mean ± standard deviation over the splits. Parameters are chosen on training rows, except in the last two columns.

${results.sets.map((set) => setSection(study, set)).join('\n\n')}

## Running it again

\`npx tsx benchmark/study.ts\` measures the data sets of npm packages, \`npx tsx benchmark/study.ts --data FOLDER\` those in the CSV files of a folder as well, whose
last column is the label; \`--data FILE.json\` is a file with \`X\` and \`y\`, and \`--data\` may be given several times. \`--large\` adds the larger tables, and
\`--peers FOLDER\` ARML, whose repository is then a folder of that folder. Results are kept in
\`output/study\`, so that a run continues where it was stopped; they are measured again if the data, options or sources of the library have
changed. All numbers except seconds are the same each time.
`;
}
