import { readFileSync } from 'node:fs';
import path from 'node:path';

import { XSadd } from 'ml-xsadd';

import { pathOf } from '../measure/commands.ts';
import type { Arguments } from '../measure/readArguments.ts';
import { runOurs, runProgram } from '../measure/runProgram.ts';
import type { TaskFolder } from '../measure/withTask.ts';
import { withTask } from '../measure/withTask.ts';

import type { KernelRow, Speeds } from './Row.ts';

const ROWS = 10_000;
const COLUMNS = 16;
const K = 3;
/** ml-knn takes a minute for all queries, with a constant time per query. */
const FEW_QUERIES = 1000;
const REPEATING = { thorough: 2, quick: 0.5 };
/** scikit-learn's brute force subtracts squares of 1 to 10, each with a rounding error. */
const TOLERANCE = 1e-6;

/** The searches: the name of a row, its peer, the goal, and what the peer's program calls it. */
const PEERS = [
  ['kneighbors', 'ml-knn', { ratio: 5 }, 'ml-knn'],
  ['kneighbors-tree', 'scikit-learn, kd-tree', {}, 'kd_tree'],
  ['kneighbors-brute', 'scikit-learn, brute force', {}, 'brute'],
] as const;

interface Timed {
  seconds: number;
  distances: number[][];
}

/** Nearest neighbours on raw columns, compared with ml-knn and both algorithms of scikit-learn. */
export const neighborRows: KernelRow[] = PEERS.map(
  ([name, peer, goal, algorithm]) => ({
    kind: 'kernel',
    name,
    work: '`kneighbors`, k = 3, 10,000 × 16 among 10,000',
    peer,
    goal,
    measure: (settings) => compareSearches(algorithm, settings),
  }),
);

function compareSearches(
  algorithm: (typeof PEERS)[number][3],
  settings: Arguments,
): Speeds {
  const { core, python, quick } = settings;
  const { random } = new XSadd(1);
  const generate = (rows: number) =>
    Array.from({ length: rows }, () => Array.from({ length: COLUMNS }, random));
  const X = generate(ROWS);
  const queries = generate(ROWS);
  const fewer = algorithm === 'ml-knn' ? FEW_QUERIES : ROWS;
  const repeating = REPEATING[quick ? 'quick' : 'thorough'];
  const worker = pathOf('workers/timeNeighbors.ts');
  return withTask({ X, y: X.map((_, row) => row % 2) }, (task) => {
    const ask = (what: string, count: number) =>
      task.prepare(
        { with: what, k: K, queries: queries.slice(0, count) },
        repeating,
      );
    const command = [process.execPath, '--import', 'tsx', worker, task.path];
    ask('ours', ROWS);
    runOurs(command, core);
    const ours = readTimed(task);
    const speeds = { ours: speedOf(ours, ROWS) };
    ask(algorithm, fewer);
    const theirCommand =
      algorithm === 'ml-knn'
        ? command
        : [python, pathOf('workers/timeNeighbors.py'), task.path];
    const { status, reason } = runProgram(theirCommand, settings);
    if (status === 'failed') throw new Error(`the peer failed: ${reason}`);
    if (status !== 'done') return speeds;
    const theirs = readTimed(task);
    expectSameDistances(ours.distances.flat(), theirs.distances.flat());
    return { ...speeds, theirs: speedOf(theirs, fewer) };
  });
}

function readTimed(task: TaskFolder): Timed {
  const text = readFileSync(path.join(task.path, 'result.json'), 'utf8');
  return JSON.parse(text) as Timed;
}

// three operations per column of each pair of rows, however many pairs are visited
function speedOf({ seconds }: Timed, queries: number): number {
  return (3 * queries * ROWS * COLUMNS) / seconds / 1e9;
}

function expectSameDistances(ours: number[], theirs: number[]): void {
  for (const [at, distance] of theirs.entries()) {
    if (Math.abs(ours[at] - distance) < TOLERANCE) continue;
    throw new Error(`distance ${at} is ${ours[at]} here, ${distance} there`);
  }
}
