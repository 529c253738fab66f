/**
 * The stages of a fit before and within the solver pause between chunks, so that many rows or columns do not block the
 * caller.
 */
import { expect, test } from 'vitest';

import type { Work } from '../../src/async/work.ts';
import { runInTurns, runSync } from '../../src/async/work.ts';
import { seededRandom } from '../../src/data/random.ts';
import { drawBatches, takeBatch } from '../../src/fit/drawBatches.ts';
import { initialMap } from '../../src/fit/initialMap.ts';
import { measureColumns, standardize } from '../../src/fit/standardize.ts';
import { RunningColumns } from '../../src/fit/stream/RunningColumns.ts';
import { Arena } from '../../src/kernels/arena/Arena.ts';
import { nca } from '../../src/losses/nca.ts';
import { PairDistances } from '../../src/neighbors/pairs/PairDistances.ts';
import { LimitedMemory } from '../../src/solvers/LimitedMemory.ts';
import {
  evaluateMargin,
  fullMap,
  marginOf,
  marginSettings,
} from '../oracles/margins.ts';
import {
  normals,
  randomClasses,
  randomTriplets,
} from '../oracles/randomData.ts';

const tall = randomClasses(40_000, 6, 2, 1);

function pausesOf(work: Work<unknown>): number {
  let pauses = 0;
  while (!work.next().done) pauses++;
  return pauses;
}

test('columns are measured one after the other', () => {
  expect(pausesOf(measureColumns(tall))).toBeGreaterThanOrEqual(6);
  expect(pausesOf(new RunningColumns(6).add(tall))).toBeGreaterThanOrEqual(6);
});

test('rows are standardized in chunks of some millions of divisions', () => {
  const rows = 400_000;
  const wide = { values: new Float64Array(rows * 6), rows, columns: 6 };
  const ones = Float64Array.of(1, 1, 1, 1, 1, 1);
  const work = standardize(wide, { center: ones, scale: ones });
  expect(pausesOf(work)).toBeGreaterThan(1);
});

test('constant columns are searched one after the other', () => {
  const work = initialMap('identity', 3, {
    data: tall,
    inputs: tall,
    scale: new Float64Array(tall.columns).fill(1),
    random: seededRandom(0),
  });
  expect(pausesOf(work)).toBeGreaterThanOrEqual(6);
});

test('a quasi-Newton direction pauses after each remembered step', () => {
  for (const [length, pauses] of [
    [3, 0],
    [70_000, 10],
  ]) {
    const memory = new LimitedMemory(5, length);
    for (let step = 0; step < 5; step++) {
      const to = normals(length, step);
      memory.remember(
        new Float64Array(length),
        to,
        new Float64Array(length),
        to,
      );
    }
    const gradient = normals(length, 9);
    const work = memory.findDirection(gradient, new Float64Array(length));
    expect(pausesOf(work)).toBe(pauses);
  }
});

test('a batch has only the rows of its triplets, and large batches are assembled in chunks', () => {
  const { data, triplets } = randomTriplets(3000, 3, 2, 4);
  const problem = {
    inputs: data,
    triplets,
    loss: nca(),
    margin: undefined,
    parameterization: fullMap(data),
    random: seededRandom(2),
  };
  const [runs] = drawBatches(problem, 2500);
  expect(pausesOf(takeBatch(problem, runs))).toBeGreaterThan(3);
  const batch = runSync(takeBatch(problem, runs));
  const rowOf = (inputs: typeof data, row: number) =>
    Array.from(inputs.values.subarray(3 * row, 3 * row + 3));
  let at = 0;
  for (const { start, end } of runs) {
    for (let given = start; given < end; given++, at++) {
      for (const role of ['anchors', 'targets', 'impostors'] as const) {
        const taken = batch.triplets[role][at];
        const row = triplets[role][given];
        expect(batch.inputs.codes[taken]).toBe(data.codes[row]);
        expect(rowOf(batch.inputs, taken)).toStrictEqual(rowOf(data, row));
      }
    }
  }
  expect(batch.triplets).toHaveLength(at);
});

test('the margin processes triplets in chunks', () => {
  // many triplets with few pairs and normals, whose own chunks are too small for a pause
  const { data, triplets } = randomTriplets(30, 3, 2, 4);
  const times = Math.ceil(200_000 / triplets.length);
  const repeat = (list: Int32Array) =>
    Int32Array.from(
      { length: times * list.length },
      (_, at) => list[at % list.length],
    );
  const many = {
    ...triplets,
    length: times * triplets.length,
    anchors: repeat(triplets.anchors),
    targets: repeat(triplets.targets),
    impostors: repeat(triplets.impostors),
    targetPairs: repeat(triplets.targetPairs),
    impostorPairs: repeat(triplets.impostorPairs),
  };
  const few = marginOf(data, triplets, marginSettings({ target: 1 }));
  const margin = marginOf(data, many, marginSettings({ target: 1 }));
  const valueOf = (of: typeof margin) =>
    evaluateMargin(of, data, data, new Float64Array(90), new Float64Array(90));
  expect(valueOf(margin)).toBeCloseTo(valueOf(few), 12);
  const arena = new Arena();
  const distances = new PairDistances(margin.pairs, arena);
  const pullBackGradient = new Float64Array(90);
  const { parts } = margin.assemble(distances, data, pullBackGradient, arena);
  expect(pausesOf(runInTurns(parts))).toBeGreaterThan(2);
});
