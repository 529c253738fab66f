/**
 * Exact radii: the share of rows that are exact, seconds and regions looked at per row, and how near closed form and attack come, for
 * data sets, numbers of votes and norms; default metrics, 70/30 splits. One core.
 */
import { markdownTable } from 'markdown-table';

import { mean } from '../../examples/estimate.ts';
import { runSync } from '../../src/async/work.ts';
import { attack } from '../../src/certification/attack.ts';
import { checkRequest } from '../../src/certification/certificateOptions.ts';
import { findRight } from '../../src/certification/certificates.ts';
import { certify } from '../../src/certification/certify.ts';
import type { ExactRadii } from '../../src/certification/exact/exactRadii.ts';
import { exactRadii } from '../../src/certification/exact/exactRadii.ts';
import {
  MetricKNN,
  fittedClassifierOf,
} from '../../src/estimators/classifier/MetricKNN.ts';
import { readSplits } from '../data/readTraining.ts';
import { announce } from '../measure/announce.ts';
import { readArguments } from '../measure/readArguments.ts';
import type { LabelledTable } from '../measure/withTask.ts';
import { digits } from '../results/digits.ts';

const VOTES = [1, 3, 5, 7];
/** Test rows at most. */
const MOST = 200;
/** Norms beside 2 where there are few columns. */
const FEW_COLUMNS = 36;
const NAMES = [
  'iris',
  'wine',
  'glass',
  'sonar',
  'breast_cancer',
  'satellite',
  'letter',
  'digits',
];
const HEAD = [
  'data (n × d)',
  'k',
  'norm',
  'rows',
  'exact',
  'ms: median',
  '90 %',
  'most',
  'regions: median',
  '90 %',
  'closed / exact',
  'attack / exact',
  'worst',
];

const { data } = readArguments();
const lines = NAMES.flatMap((name) => {
  const [{ train, test }] = readSplits(data, [name]);
  const queries = test.X.slice(0, MOST);
  const columns = train.X[0].length;
  const norms = columns <= FEW_COLUMNS ? [2, 1, Infinity] : [2];
  const title = `${name} (${train.X.length} × ${columns})`;
  return VOTES.flatMap((k) => {
    announce(`${title}, k = ${k} …`);
    // columns are standardized already
    const knn = new MetricKNN({ k, metric: { standardize: false } });
    knn.train(train.X, train.y);
    return norms.map((norm) => [
      title,
      String(k),
      norm === Infinity ? '∞' : String(norm),
      ...measure(knn, queries, norm),
    ]);
  });
});
console.log(
  markdownTable([HEAD, ...lines], {
    align: ['l', ...HEAD.slice(1).map(() => 'r')],
  }),
);

function measure(
  knn: MetricKNN,
  X: LabelledTable['X'],
  norm: number,
): string[] {
  const { found, milliseconds } = findExact(knn, X, norm);
  const closed = certify(knn, X, { norm });
  const attacks = attack(knn, X, { norm });
  const rows = Array.from(X.keys());
  const solved = rows.filter(
    (row) => found.exact[row] && found.uppers[row] < Infinity,
  );
  const ratios = solved.map((row) => {
    const one = attacks[row];
    return one.found ? one.size / found.uppers[row] : Infinity;
  });
  const shares = solved
    .filter((row) => found.radii[row] > 0)
    .map((row) => closed[row].radius / found.radii[row]);
  const exact = found.exact.filter(Boolean).length;
  return [
    String(X.length),
    `${digits((100 * exact) / X.length)} %`,
    digits(quantile(milliseconds, 0.5)),
    digits(quantile(milliseconds, 0.9)),
    digits(quantile(milliseconds, 1)),
    String(quantile(found.nodes, 0.5)),
    String(quantile(found.nodes, 0.9)),
    mean(shares).toFixed(3),
    mean(ratios).toFixed(4),
    Math.max(...ratios).toFixed(2),
  ];
}

// with the milliseconds of each row but the first
function findExact(
  knn: MetricKNN,
  X: LabelledTable['X'],
  norm: number,
): { found: ExactRadii; milliseconds: number[] } {
  const classifier = fittedClassifierOf(knn, 'exactRadii');
  const request = checkRequest(classifier, X, { norm, exact: true });
  const { problem } = runSync(findRight(request));
  const work = exactRadii(problem, request.nodes);
  const milliseconds: number[] = [];
  let started = Number.NaN;
  for (;;) {
    const step = work.next();
    if (step.done) return { found: step.value, milliseconds };
    if (step.value === undefined) continue;
    const now = performance.now();
    if (step.value > 1) milliseconds.push(now - started);
    started = now;
  }
}

function quantile(values: ArrayLike<number>, part: number): number {
  const order = Array.from(values).toSorted((a, b) => a - b);
  return order[Math.round(part * (order.length - 1))];
}
