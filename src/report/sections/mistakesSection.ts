import type { Confusion } from '../confusionSVG.ts';
import { confusionSVG } from '../confusionSVG.ts';
import { formatCount, formatPart, group } from '../formatNumber.ts';
import type { ReportResults } from '../gatherResults.ts';
import { nameClasses } from '../nameThings.ts';

import type { Section } from './Section.ts';
import { besideEachOther } from './Section.ts';

/**
 * Which classes are taken for which.
 * @param results - What there is to tell.
 * @returns A section.
 */
export function mistakesSection(results: ReportResults): Section {
  const confusion = countMistakes(results);
  return {
    id: 'mistakes',
    title: 'Which classes are mistaken?',
    lead: sayMistakes(confusion),
    body: [
      besideEachOther([confusionSVG(confusion, { theme: results.theme })]),
    ],
  };
}

// classes of the rows and of the training rows: either may have some that the other has not
function countMistakes({
  sample,
  models,
  classifier,
}: ReportResults): Confusion {
  const [{ predictions }] = models;
  const present = new Set(sample.codes);
  const labels = Array.from(
    new Set([
      ...sample.classes.filter((_, code) => present.has(code)),
      ...predictions,
    ]),
  );
  // in the order in which training saw them
  const { classes } = classifier.training;
  const order = [
    ...classes.filter((label) => labels.includes(label)),
    ...labels.filter((label) => !classes.includes(label)),
  ];
  const counts = order.map(() => order.map(() => 0));
  for (const [row, prediction] of predictions.entries()) {
    const actual = order.indexOf(sample.classes[sample.codes[row]]);
    counts[actual][order.indexOf(prediction)]++;
  }
  return { labels: order, counts };
}

function sayMistakes({ labels, counts }: Confusion): string {
  const names = nameClasses(labels);
  let worst = { count: 0, from: 0, to: 0 };
  let mistakes = 0;
  for (const [from, row] of counts.entries()) {
    for (const [to, count] of row.entries()) {
      if (from === to) continue;
      mistakes += count;
      if (count > worst.count) worst = { count, from, to };
    }
  }
  if (mistakes === 0) return 'None of these rows is mistaken.';
  const size = counts[worst.from].reduce((sum, count) => sum + count, 0);
  return `${formatCount(mistakes, 'row is', 'rows are')} mistaken. Most often ${names[worst.from]} is taken for ${names[worst.to]}: ${group(worst.count)} of ${formatCount(size, 'row')} (${formatPart(worst.count / size)}).`;
}
