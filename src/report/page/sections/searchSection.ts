import type { Theme } from '../../drawing/figure.ts';
import type { SearchResults } from '../../figures/searchCandidates.ts';
import {
  extremeOf,
  formatOptions,
  formatScore,
  rankByScore,
  scoredCandidates,
} from '../../figures/searchCandidates.ts';
import { searchSVG } from '../../figures/searchSVG.ts';
import { formatCount } from '../../text/formatNumber.ts';
import type { Section } from '../drawPage.ts';
import { drawTable } from '../drawPage.ts';

/** The largest number of rows of the table. */
const MOST = 10;

/**
 * What a search found.
 * @param search - The result of `search`.
 */
export function searchSection(search: SearchResults, theme: Theme): Section {
  const svg = searchSVG(search, { theme });
  const { best } = search;
  const results = scoredCandidates(search);
  const failed = search.results.length - results.length;
  const failures =
    failed > 0
      ? ` ${formatCount(failed, 'other')} could not be evaluated.`
      : '';
  const names = Object.keys(results[0].scores);
  const [first] = names;
  const order = rankByScore(results, first);
  const table = drawTable({
    caption: `The ${Math.min(MOST, order.length)} with the ${extremeOf(results[0].scores[first])} ${first}; mean ± standard deviation over folds`,
    heads: [...names, 'options'],
    rows: order.slice(0, MOST).map((candidate) => [
      ...names.map((name) => ({
        text: formatScore(candidate, name),
        value: candidate.scores[name].mean,
      })),
      formatOptions(candidate),
    ]),
  });
  return {
    id: 'search',
    title: 'What did the search find?',
    lead: `Of ${formatCount(results.length, 'set of options', 'sets of options')}, the chosen one has ${first} ${formatScore(best, first)} over the folds: ${formatOptions(best)}.${failures}`,
    figures: [svg],
    body: [table],
  };
}
