import type { Dense } from '../../../data/Dense.ts';
import { unfoldScale } from '../../../fit/FittedMetric.ts';
import { columnWeights } from '../../figures/columnWeights.ts';
import { drawImportance } from '../../figures/importanceSVG.ts';
import { drawMetric } from '../../figures/metricSVG.ts';
import { formatCount, formatPart } from '../../text/formatNumber.ts';
import type { Section } from '../drawPage.ts';
import type { ReportResults } from '../gatherResults.ts';

/** Which columns matter. */
export function columnsSection(results: ReportResults): Section {
  const { classifier, columnNames, theme } = results;
  const map = unfoldScale(classifier.map);
  return {
    id: 'columns',
    title: 'Which columns matter?',
    lead: describeWeights(map, columnNames),
    figures: [
      drawImportance(map, { columnNames, theme }),
      drawMetric(map, { columnNames, theme }),
    ],
    body: [
      '<p class="note">The bars are shares of the trace of M, the matrix of the metric on standardized columns. The squares are the entries of M: changes of two columns in the same direction add to the distance where the square is orange, and cancel in part where it is blue.</p>',
    ],
  };
}

function describeWeights(map: Dense, names: readonly string[]): string {
  const weights = columnWeights(map);
  if (weights[0].weight === 0) return 'None: all learned distances are 0.';
  let half = 0;
  let sum = 0;
  while (sum < 0.5) sum += weights[half++].share;
  const largest = weights
    .slice(0, Math.min(half, 3))
    .map(({ column, share }) => `${names[column]} (${formatPart(share)})`);
  const more = half > 3 ? ', …' : '';
  const none = weights.filter(({ share }) => share < 0.001).length;
  const idle = none > 0 ? ` Columns with a share below 0.1 %: ${none}.` : '';
  return `${half} of ${formatCount(weights.length, 'column')} ${half === 1 ? 'makes' : 'make'} up at least half of the learned distance: ${largest.join(', ')}${more}.${idle}`;
}
