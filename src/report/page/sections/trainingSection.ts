import type { FitSummary } from '../../../fit/FitSummary.ts';
import { historySVG } from '../../figures/historySVG.ts';
import { escapeText, shorten } from '../../text/escapeText.ts';
import {
  formatCount,
  formatNumber,
  formatPart,
  formatShape,
} from '../../text/formatNumber.ts';
import type { Section } from '../drawPage.ts';
import { drawTable } from '../drawPage.ts';
import type { ReportResults } from '../gatherResults.ts';

/** The largest number of letters of the options as JSON: an initial matrix would fill pages. */
const LONGEST = 4000;

/** How the metric was trained, with which options. */
export function trainingSection(results: ReportResults): Section {
  const { knn, classifier, theme } = results;
  const { training, metric } = classifier;
  const shape = `${formatShape(training)}, with ${formatCount(classifier.k, 'neighbour')}`;
  const options = shorten(JSON.stringify(knn.options, null, 2), LONGEST);
  const settings = `<details open="open"><summary>Options</summary><pre>${escapeText(options).replaceAll('␊', '\n')}</pre></details>`;
  const summary = metric?.fitted.summary;
  const fits = summary?.members ?? (summary ? [summary] : []);
  const fit = summary
    ? `. ${describeFit(summary)}`
    : '; no metric was learned.';
  return {
    id: 'training',
    title: 'How was it trained?',
    lead: `On ${shape}${fit}`,
    figures: fits
      .filter(({ history }) => history.length > 0)
      .map(({ history }) => historySVG(history, { theme })),
    body: [...(summary ? [drawSummary(summary)] : []), settings],
  };
}

// a column for the fit, or for a mean and each of its members
function drawSummary(summary: FitSummary): string {
  const { history, members = [], ...rest } = summary;
  const fits: Array<Omit<FitSummary, 'history' | 'members'>> = [
    rest,
    ...members,
  ];
  const names = Object.keys(rest) as Array<keyof typeof rest>;
  const table = {
    caption: 'Summary of the fit',
    heads: [
      'what',
      members.length > 0 ? 'mean' : 'value',
      ...members.map((_, at) => `member ${at + 1}`),
    ],
    rows: names.map((name) => [
      name,
      ...fits.map((fit) => formatValue(fit[name])),
    ]),
  };
  return drawTable(table, 'plain');
}

function formatValue(value: string | number | boolean | null): string {
  return typeof value === 'number' ? formatNumber(value, 5) : String(value);
}

function describeFit({
  iterations,
  converged,
  reason,
  history,
}: FitSummary): string {
  const stopped = converged
    ? 'it converged'
    : `it stopped before convergence (${reason})`;
  const steps = `Training ended after ${formatCount(iterations, 'iteration')}: ${stopped}.`;
  const from = history.at(0)?.objective ?? 0;
  const to = history.at(-1)?.objective ?? 0;
  if (!(from > 0 && to < from)) return steps;
  return `${steps} The objective fell from ${formatNumber(from)} to ${formatNumber(to)}, by ${formatPart(1 - to / from)}.`;
}
