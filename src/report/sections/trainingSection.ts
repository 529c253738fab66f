import type { FitSummary } from '../../estimators/FitSummary.ts';
import { escapeText, shorten } from '../escapeText.ts';
import { formatCount, formatNumber, formatPart } from '../formatNumber.ts';
import type { ReportResults } from '../gatherResults.ts';
import { historySVG } from '../historySVG.ts';
import { drawTable } from '../table.ts';

import type { Section } from './Section.ts';
import { besideEachOther } from './Section.ts';

/** Of options as JSON: a start that is a matrix would fill pages. */
const LONGEST = 4000;

/**
 * How training went, and what it was told.
 * @param results - What there is to tell.
 * @returns A section.
 */
export function trainingSection(results: ReportResults): Section {
  const { knn, classifier, theme } = results;
  const { training, metric } = classifier;
  const shape = `${formatCount(training.rows, 'row')} × ${formatCount(training.columns, 'column')} of ${formatCount(training.classes.length, 'class', 'classes')}, and ${formatCount(classifier.k, 'neighbour')} that vote`;
  const options = JSON.stringify(knn.options, null, 2);
  const told = `<details open="open"><summary>Options</summary><pre>${escapeText(options).replaceAll('␊', '\n')}</pre></details>`;
  const settings =
    options.length <= LONGEST
      ? told
      : `<p class="note">Options are too long to be shown: ${escapeText(shorten(Object.keys(knn.options).join(', '), 200))}.</p>`;
  if (metric === undefined) {
    return {
      id: 'training',
      title: 'How was it trained?',
      lead: `On ${shape}; no metric was learned.`,
      body: [settings],
    };
  }
  const { summary } = metric.fitted;
  const { history } = summary;
  return {
    id: 'training',
    title: 'How was it trained?',
    lead: `On ${shape}. ${saySummary(summary)}`,
    body: [
      ...(history.length > 0
        ? [besideEachOther([historySVG(history, { theme })])]
        : []),
      drawTable(
        {
          caption: 'Summary of the fit',
          heads: ['what', 'value'],
          rows: Object.entries(summary)
            .filter(([name]) => name !== 'history')
            .map(([name, value]) => [{ text: name }, { text: write(value) }]),
        },
        'plain',
      ),
      settings,
    ],
  };
}

function saySummary({
  iterations,
  converged,
  reason,
  history,
}: FitSummary): string {
  const stopped = converged
    ? 'there was nothing more to gain'
    : `it was to stop then (${reason})`;
  const steps = `Training ended after ${formatCount(iterations, 'iteration')}: ${stopped}.`;
  const from = history.at(0)?.objective ?? 0;
  const to = history.at(-1)?.objective ?? 0;
  if (!(from > 0 && to < from)) return steps;
  return `${steps} The objective fell from ${formatNumber(from)} to ${formatNumber(to)}, by ${formatPart(1 - to / from)}.`;
}

function write(value: unknown): string {
  return typeof value === 'number' ? formatNumber(value, 5) : String(value);
}
