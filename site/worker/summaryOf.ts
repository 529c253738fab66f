import type { MetricKNN } from 'ml-metric-learning';
import { historySVG, importanceSVG } from 'ml-metric-learning/report';

import { formatNumber } from '../../src/report/text/formatNumber.ts';
import type { FittedReply } from '../protocol.ts';

import type { Table } from './Table.ts';
import { codeOf } from './codeOf.ts';

/**
 * Describes a trained classifier.
 * @param isLearned - Whether its metric was learned.
 * @returns A sentence, the program, figures.
 */
export function summaryOf(
  knn: MetricKNN,
  table: Table,
  isLearned: boolean,
): FittedReply {
  const code = isLearned ? codeOf(table, knn.options) : '';
  const { metric } = knn;
  if (!isLearned || !metric) {
    const summary = 'Not learned yet: distances are of standardized columns.';
    return { kind: 'fitted', isLearned, summary, code, figures: [] };
  }
  const { iterations, converged, objective, marginTarget, history } =
    metric.summary;
  const end = converged ? 'Converged' : 'Stopped';
  const margin =
    marginTarget === null
      ? 'no margin'
      : `margin target ${formatNumber(marginTarget)}`;
  return {
    kind: 'fitted',
    isLearned,
    summary: `${end} after ${iterations} iterations, objective ${formatNumber(objective)}, ${margin}.`,
    code,
    figures: [
      {
        name: 'What each column is worth to the metric',
        svg: importanceSVG(metric, { columnNames: table.columns, limit: 10 }),
      },
      { name: 'How training went', svg: historySVG(history) },
    ],
  };
}
