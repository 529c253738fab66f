import { expect, test } from 'vitest';

import { searchSection } from '../../../../src/report/page/sections/searchSection.ts';

/** The result of a search over k with one score. */
function searchOf(name: string, means: number[], smallerIsBetter?: true) {
  const results = means.map((mean, k) => ({
    options: { k },
    scores: { [name]: { mean, standardDeviation: 0, smallerIsBetter } },
  }));
  return { best: results[1], results };
}

/** The values of k in the rows of the table, in their order. */
function tableOrder(table: string): string[] {
  const found = table.matchAll(/k(?:&quot;|"):(?<k>\d)/g);
  return Array.from(found, ({ groups }) => groups?.k ?? '');
}

test('the table begins with the best candidates: the highest, or of losses the lowest', () => {
  const means = [0.5, 0.9, 0.7];
  const high = searchSection(searchOf('accuracy', means), 'light');
  expect(tableOrder(high.body.join(''))).toStrictEqual(['1', '2', '0']);
  expect(high.body.join('')).toContain('The 3 with the highest accuracy');
  const losses = means.map((mean) => 1 - mean);
  const low = searchSection(searchOf('logLoss', losses, true), 'light');
  expect(tableOrder(low.body.join(''))).toStrictEqual(['1', '2', '0']);
  expect(low.body.join('')).toContain('The 3 with the lowest logLoss');
});
