import { mean } from '../../../examples/estimate.ts';
import type { Study } from '../Study.ts';
import { exactRadiusOf, radiusOf } from '../readings.ts';
import { MEAN } from '../studyMethods.ts';

import { writeTable } from './table.ts';
import { wrap } from './wrap.ts';

const METHODS = ['Euclidean', 'LMNN', 'LMNN + margin', MEAN];

/**
 * Radii in closed form beside exact ones, with default parameters.
 * @returns Markdown.
 */
export function exactSection({ results }: Study): string {
  const lines = METHODS.map((method) => {
    const ratios = results.sets.map((set) => {
      const closed = results.mean(set, method, 'defaults', radiusOf);
      return results.mean(set, method, 'defaults', exactRadiusOf) / closed;
    });
    return [
      method,
      mean(ratios).toFixed(3),
      Math.min(...ratios).toFixed(3),
      Math.max(...ratios).toFixed(3),
    ];
  });
  return [
    wrap(`The radii of all other tables are in closed form, which is a lower bound. \`certify(knn, X, { labels, exact: true })\`
      searches for the largest ones. Their ratio, exact to closed, with default parameters: mean, smallest and largest of the
      data sets.`),
    writeTable(['method', 'mean', 'smallest', 'largest'], lines),
  ].join('\n\n');
}
