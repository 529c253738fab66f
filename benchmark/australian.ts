/**
 * LMNN + margin on Australian credit (482 × 14, 14,460 triplets), with the authors' parameters, from the identity:
 * neighbours, triplets and solver, warm, minimum of repeats. With `--authors`, their own code under Octave beside it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { Matrix } from 'ml-matrix';
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';

import { readArguments } from './readArguments.ts';

interface Australian {
  X: number[][];
  y: number[];
  parOpt: Array<[mu: number, lambda: number, tau: number]>;
  train: number[][];
}

interface Run {
  seconds: number;
  objective: number;
  iterations: number;
}

const REPEATS = 10;
const AUTHORS_REPEATS = 2;

const { data, authors } = readArguments();
const folder = path.join(data, 'reference', 'australian', 'australian.json');
const australian = JSON.parse(readFileSync(folder, 'utf8')) as Australian;
const rows = preprocess(australian.X);

let ourSeconds = 0;
let theirSeconds = 0;
let higher = 0;
for (const [round, train] of australian.train.entries()) {
  const X = train.map((row) => rows[row]);
  const y = train.map((row) => australian.y[row]);
  const [mu, lambda, tau] = australian.parOpt[round];
  const ours = runOurs(X, y, {
    loss: { name: 'lmnn', push: 1 - mu },
    margin: { weight: lambda * tau ** 2, target: tau, epsilon: 1e-10 },
    standardize: false,
  });
  ourSeconds += ours.seconds;
  console.log(`round ${round + 1}: ${describe(ours)}`);
  if (!authors) continue;
  const theirs = runAuthors(authors, X, y, [mu, lambda, tau]);
  theirSeconds += theirs.seconds;
  if (ours.objective > theirs.objective) higher++;
  const ratio = theirs.seconds / ours.seconds;
  console.log(`  theirs: ${describe(theirs)}; ratio ${ratio.toFixed(1)}`);
}
const rounds = australian.train.length;
console.log(`a fit takes ${((1000 * ourSeconds) / rounds).toFixed(1)} ms`);
if (authors) {
  console.log(
    `the authors' code under Octave takes ${((1000 * theirSeconds) / rounds).toFixed(0)} ms: ` +
      `ours is ${(theirSeconds / ourSeconds).toFixed(0)} times as fast; it ends higher in ${higher} of ${rounds} rounds`,
  );
}

function runOurs(
  X: number[][],
  y: number[],
  options: MetricLearnerOptions,
): Run & { evaluationsPerSecond: number } {
  let seconds = Infinity;
  const metric = new MetricLearner(options);
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const started = performance.now();
    metric.fit(X, y);
    seconds = Math.min(seconds, (performance.now() - started) / 1000);
  }
  const { objective, iterations, evaluations } = metric.summary;
  const evaluationsPerSecond = evaluations / seconds;
  return { seconds, objective, iterations, evaluationsPerSecond };
}

function runAuthors(
  code: string,
  X: number[][],
  y: number[],
  parameters: number[],
): Run {
  const scratch = mkdtempSync(path.join(tmpdir(), 'benchmark-'));
  const table = path.join(scratch, 'rows.csv');
  writeFileSync(
    table,
    X.map((row, at) => [...row, y[at]].join(',')).join('\n'),
  );
  const script = fileURLToPath(new URL('lmnnpl.m', import.meta.url));
  const { stdout, stderr, error } = spawnSync(
    'octave',
    [
      '--no-gui',
      '--quiet',
      script,
      code,
      table,
      ...parameters.map(String),
      String(AUTHORS_REPEATS),
    ],
    { cwd: scratch, encoding: 'utf8' },
  );
  rmSync(scratch, { recursive: true });
  const result = stdout?.match(/^\{.*\}$/m)?.[0];
  if (!result) throw new Error(`octave failed: ${error ?? stderr}`);
  return JSON.parse(result) as Run;
}

// the authors' habit: all rows centred, divided by the population σ, and scaled to unit length
function preprocess(X: number[][]): number[][] {
  const matrix = new Matrix(X);
  matrix.center('column');
  matrix.divRowVector(matrix.standardDeviation('column', { unbiased: false }));
  return matrix
    .to2DArray()
    .map((row) => row.map((value) => value / Math.hypot(...row)));
}

function describe(run: Run & { evaluationsPerSecond?: number }): string {
  const { seconds, objective, iterations, evaluationsPerSecond } = run;
  const rate = evaluationsPerSecond
    ? `, ${evaluationsPerSecond.toFixed(0)} evaluations a second`
    : '';
  return `${(1000 * seconds).toFixed(1)} ms, ${iterations} iterations to ${objective.toFixed(7)}${rate}`;
}
