import type { Study } from '../Study.ts';
import { accuracyOf, radiusOf, secondsOf } from '../readings.ts';

import { writePair } from './numbers.ts';
import { writeTable } from './table.ts';
import { wrap } from './wrap.ts';

/**
 * Tables of many rows, with all of them.
 * @returns Markdown; nothing if there are none.
 */
export function largeSection({ large }: Study): string {
  if (!large) return '';
  const { results, tables, settings } = large;
  const lines = results.sets.map((set) => {
    const X = tables.get(set)?.X ?? [[]];
    const of = (method: string) => {
      const read = (reading: typeof accuracyOf) =>
        results.mean(set, method, 'defaults', reading);
      return `${writePair(read(accuracyOf), read(radiusOf))}, ${read(secondsOf).toFixed(1)} s`;
    };
    return [set, `${X.length} × ${X[0].length}`, ...results.methods.map(of)];
  });
  return `## Larger tables

${wrap(`The same tables with all of their rows: defaults, ${settings.splits} splits; accuracy, mean certified radius, and seconds of a fit.`)}

${writeTable(['data', 'rows × columns', ...results.methods], lines)}`;
}
