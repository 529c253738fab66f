import type { Study } from '../Study.ts';
import { VERSION } from '../keyOf.ts';

import {
  helplessSection,
  marginNotes,
  marginSection,
} from './marginSection.ts';
import { methodSection } from './methodSection.ts';
import { plainSection } from './plainSection.ts';
import { FEWEST_SETS, RANK_NOTES, rankSection } from './rankSection.ts';
import { setSection } from './setSection.ts';
import { shortSection } from './shortSection.ts';
import { wrap } from './wrap.ts';

/**
 * The page of the study.
 * @param study - What to write.
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

${wrap(`Written by \`npm run study\`, never by hand: the experiment of the paper (Yang et al., arXiv 2006.05945), with other metrics beside it, on
${results.sets.length === 1 ? 'one data set' : `${results.sets.length} data sets`}. Version ${VERSION}.`)}

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

Data sets on which a method is less accurate with the margin than without, by the mean, and those on which its certified radius is not
larger: the change and its standard error, which allows for splits sharing rows. Bold: more than two of them. With parameters chosen on
training rows:

${helplessSection(study, 'tuned')}

With default parameters:

${helplessSection(study, 'defaults')}

${plainSection(study)}

## Each data set

Mean ± standard deviation over the splits.

${results.sets.map((set) => setSection(study, set)).join('\n\n')}

## Again

\`npm run study\` does it for the data sets of npm packages, \`npm run study -- --data FOLDER\` for the CSV files of a folder as well; the
last column is the label. Files of more than 1,000 rows count with \`--large\` or \`--only NAME,NAME\`. What has been measured is kept in
\`output/study\`, so that it goes on where it was stopped; it is measured again if data, options or the library's sources have changed. All
numbers but seconds are the same each time.
`;
}
