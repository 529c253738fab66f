import { shorten } from '../escapeText.ts';
import type { Theme } from '../figureStyle.ts';
import { formatCount, formatNumber } from '../formatNumber.ts';
import type { SearchResults } from '../searchSVG.ts';
import { searchSVG, triedOf } from '../searchSVG.ts';
import { drawTable } from '../table.ts';

import type { Section } from './Section.ts';
import { besideEachOther } from './Section.ts';

/** Rows of the table. */
const MOST = 10;

/**
 * What a search found.
 * @param search - What `search` gave.
 * @param theme - Light or dark.
 * @returns A section.
 */
export function searchSection(search: SearchResults, theme: Theme): Section {
  const svg = searchSVG(search, { theme });
  const { best } = search;
  const results = triedOf(search);
  const failed = search.results.length - results.length;
  const told =
    failed > 0 ? ` ${formatCount(failed, 'other')} could not be tried.` : '';
  const names = Object.keys(results[0].scores);
  const [first] = names;
  const { mean, standardDeviation } = best.scores[first];
  const order = results.toSorted(
    (a, b) => b.scores[first].mean - a.scores[first].mean,
  );
  const table = drawTable({
    caption: `The ${Math.min(MOST, order.length)} with the highest ${first}; mean ± standard deviation over folds`,
    heads: [...names, 'options'],
    rows: order.slice(0, MOST).map(({ options, scores }) => [
      ...names.map((name) => ({
        text: `${formatNumber(scores[name].mean)} ± ${formatNumber(scores[name].standardDeviation, 2)}`,
        value: scores[name].mean,
      })),
      { text: write(options) },
    ]),
  });
  return {
    id: 'search',
    title: 'What did the search find?',
    lead: `Of ${formatCount(results.length, 'set of options', 'sets of options')}, the chosen one has ${first} ${formatNumber(mean)} ± ${formatNumber(standardDeviation, 2)} over the folds: ${write(best.options)}.${told}`,
    body: [besideEachOther([svg]), table],
  };
}

function write(options: unknown): string {
  return shorten(JSON.stringify(options) ?? '', 300);
}
