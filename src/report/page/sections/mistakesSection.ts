import { sumOf } from '../../drawing/scale.ts';
import type { Confusion } from '../../figures/confusionSVG.ts';
import { confusionSVG } from '../../figures/confusionSVG.ts';
import {
  formatCount,
  formatInteger,
  formatPart,
  nameClasses,
} from '../../text/formatNumber.ts';
import type { Section } from '../drawPage.ts';
import type { ReportResults } from '../gatherResults.ts';

/** Which classes are confused. */
export function mistakesSection(results: ReportResults): Section {
  const confusion = countMistakes(results);
  return {
    id: 'mistakes',
    title: 'Which classes are confused?',
    lead: describeMistakes(confusion),
    figures: [confusionSVG(confusion, { theme: results.theme })],
    body: [],
  };
}

// classes in the order of the training rows, then those that only these rows have
function countMistakes({
  labels: actual,
  models,
  classifier,
}: ReportResults): Confusion {
  const [{ predictions }] = models;
  const seen = new Set([...actual, ...predictions]);
  const known = new Set([...classifier.training.classes, ...seen]);
  const labels = Array.from(known).filter((label) => seen.has(label));
  const counts = labels.map(() => labels.map(() => 0));
  for (const [row, prediction] of predictions.entries()) {
    counts[labels.indexOf(actual[row])][labels.indexOf(prediction)]++;
  }
  return { labels, counts };
}

function describeMistakes({ labels, counts }: Confusion): string {
  const names = nameClasses(labels);
  const mistakes = counts.flatMap((row, from) =>
    row.flatMap((count, to) => (from === to ? [] : { count, from, to })),
  );
  const all = sumOf(mistakes.map(({ count }) => count));
  if (all === 0) return 'All of these rows are classified correctly.';
  const [worst] = mistakes.toSorted((a, b) => b.count - a.count);
  const size = sumOf(counts[worst.from]);
  return `${formatCount(all, 'row is', 'rows are')} misclassified. Most often, ${names[worst.from]} is predicted as ${names[worst.to]}: ${formatInteger(worst.count)} of ${formatCount(size, 'row')} (${formatPart(worst.count / size)}).`;
}
