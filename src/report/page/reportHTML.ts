import {
  formatCount,
  formatInteger,
  formatShape,
} from '../text/formatNumber.ts';

import { drawPage } from './drawPage.ts';
import type { ReportResults } from './gatherResults.ts';
import { gatherResults } from './gatherResults.ts';
import type { ReportOptions } from './reportOptions.ts';
import { checkReport } from './reportOptions.ts';
import { certaintySection } from './sections/certaintySection.ts';
import { columnsSection } from './sections/columnsSection.ts';
import { compareSection } from './sections/compareSection.ts';
import { fragileSection } from './sections/fragileSection.ts';
import { mistakesSection } from './sections/mistakesSection.ts';
import { searchSection } from './sections/searchSection.ts';
import { trainingSection } from './sections/trainingSection.ts';

/**
 * Writes a report on a classifier as one HTML file that needs no other file: how accurate it is beside a baseline, how
 * robust its predictions are, which rows are fragile and what would change their predictions, which columns matter,
 * which classes are confused, and how the metric was trained. It opens from a disk, prints, and can be read without
 * scripts. The same classifier, rows and options give the same file.
 * @param options - The classifier, the rows to evaluate it on, names and units of columns; see `ReportOptions`.
 * @returns HTML.
 * @throws {TypeError|RangeError} If the classifier is not trained, the number of rows, names or units does not match,
 * or an option is invalid.
 * @example
 * await writeFile('report.html', reportHTML({ knn, X, y, columnNames, units }));
 */
export function reportHTML(options: ReportOptions): string {
  const results = gatherResults(checkReport(options));
  const { title, theme, search } = results;
  return drawPage({
    title,
    about: describeEvaluation(results),
    warnings: warnings(results),
    theme,
    sections: [
      compareSection(results),
      certaintySection(results),
      fragileSection(results),
      columnsSection(results),
      mistakesSection(results),
      trainingSection(results),
      ...(search ? [searchSection(search, theme)] : []),
    ],
  });
}

function describeEvaluation({
  data,
  sample,
  seed,
  classifier,
}: ReportResults): string {
  const trained = `${formatCount(classifier.k, 'neighbour')}, trained on ${formatShape(classifier.training)}`;
  const tried =
    sample.rows < data.rows
      ? `evaluated on a sample of ${formatInteger(sample.rows)} of ${formatCount(data.rows, 'row')} (seed ${seed})`
      : `evaluated on ${formatCount(data.rows, 'row')}`;
  return `${trained}; ${tried}.`;
}

function warnings({ seen, labels, classifier }: ReportResults): string[] {
  const texts: string[] = [];
  // a few of the rows may equal training rows by chance
  if (2 * seen >= labels.length) {
    const which = seen < labels.length ? 'Most of these are' : 'These are the';
    texts.push(
      `${which} rows it was trained on: expect a lower accuracy on new rows.`,
    );
  }
  if (labels.length < 30) {
    texts.push(
      `It was evaluated on only ${formatCount(labels.length, 'row')}: percentages are unreliable.`,
    );
  }
  const known = new Set(classifier.training.classes);
  const unknown = labels.filter((label) => !known.has(label)).length;
  if (unknown > 0) {
    texts.push(
      `${formatCount(unknown, 'row is', 'rows are')} of classes that the training rows lack: no model can predict them correctly.`,
    );
  }
  return texts;
}
