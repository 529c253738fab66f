/**
 * LMNN + margin on Australian credit (482 × 14, 14,460 triplets), with the authors' parameters, from the identity:
 * neighbours, triplets and solver, warm, minimum of repeats. With `--authors`, their own code under Octave beside it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';

import { readArguments } from './readArguments.ts';
import { readAustralian } from './readAustralian.ts';

interface Run {
  seconds: number;
  objective: number;
  iterations: number;
}

const REPEATS = 10;
const AUTHORS_REPEATS = 2;

const { data, authors } = readArguments();
const rounds = readAustralian(path.join(data, 'reference', 'australian'));
let ourSeconds = 0;
let theirSeconds = 0;
let higher = 0;
for (const [round, { X, y, mu, lambda, tau }] of rounds.entries()) {
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
console.log(
  `a fit takes ${((1000 * ourSeconds) / rounds.length).toFixed(1)} ms`,
);
if (authors) {
  console.log(
    `the authors' code under Octave takes ${((1000 * theirSeconds) / rounds.length).toFixed(0)} ms: ` +
      `ours is ${(theirSeconds / ourSeconds).toFixed(0)} times as fast; it ends higher in ${higher} of ${rounds.length} rounds`,
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

function describe(run: Run & { evaluationsPerSecond?: number }): string {
  const { seconds, objective, iterations, evaluationsPerSecond } = run;
  const rate = evaluationsPerSecond
    ? `, ${evaluationsPerSecond.toFixed(0)} evaluations a second`
    : '';
  return `${(1000 * seconds).toFixed(1)} ms, ${iterations} iterations to ${objective.toFixed(7)}${rate}`;
}
