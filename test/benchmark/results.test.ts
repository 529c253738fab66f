/** Tables, goals, losses and merging of the benchmark, on figures made up. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import type {
  FitEntry,
  KernelEntry,
  Report,
} from '../../benchmark/results/Report.ts';
import { slopeOf } from '../../benchmark/results/growth.ts';
import { guardRatios } from '../../benchmark/results/guard.ts';
import { lossesOf } from '../../benchmark/results/losses.ts';
import {
  differencesOf,
  mergeReports,
} from '../../benchmark/results/mergeReports.ts';
import {
  isAtLeastAsGood,
  isReached,
  ratioOf,
  ratiosOf,
} from '../../benchmark/results/ratios.ts';
import { readResults, writeResults } from '../../benchmark/results/results.ts';
import { secondsTable } from '../../benchmark/results/tables.ts';
import type { Figures } from '../../benchmark/rows/Row.ts';
import { chooseRows } from '../../benchmark/rows/chooseRows.ts';

/** Twice as fast to the objective and at equal tolerance, half as fast to the end. */
const FIGURES: Figures = {
  size: { rows: 1000, columns: 4 },
  ours: { seconds: 4, megabytes: 60 },
  theirs: { seconds: 2, megabytes: 100 },
  toTheirs: 1,
  tight: { theirs: 3, toTheirs: 1.5 },
  quality: { name: 'objective', best: 'least', ours: 1, theirs: 2 },
};

test('ratios are those of the peer to ours', () => {
  expect(ratiosOf(FIGURES)).toStrictEqual({
    objective: 2,
    tight: 2,
    end: 0.5,
  });
  expect(ratioOf(fit({}))).toBe(2);
  expect(ratioOf(loop(6, 2))).toBe(3);
});

test('without figures of the peer there are no ratios', () => {
  const alone = { size: FIGURES.size, ours: FIGURES.ours };
  expect(Object.values(ratiosOf(alone))).toStrictEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(isReached(fit(alone, { ratio: 2 }, {}))).toBeUndefined();
});

test.each([
  [{ ratio: 2 }, true],
  [{ ratio: 2.1 }, false],
  [{ endRatio: 0.5 }, true],
  [{ ratio: 2, endRatio: 0.6 }, false],
  [{ seconds: 4, megabytes: 60 }, true],
  [{ seconds: 3.9 }, false],
  [{ megabytes: 59 }, false],
  [{}, undefined],
])('of the goals %j the figures reach: %s', (goal, reached) => {
  expect(isReached(fit({}, goal))).toBe(reached);
});

test('no ratio is reached by a fit that ends worse, or never comes to the objective of the peer', () => {
  const quality = { ...FIGURES.quality, ours: 2.1 } as Figures['quality'];
  expect(isReached(fit({ quality }, { ratio: 1 }))).toBe(false);
  expect(isReached(fit({ toTheirs: undefined }, { ratio: 1 }))).toBe(false);
});

test('a quality is compared in its own direction, up to rounding', () => {
  const compare = (best: 'least' | 'most', ours: number, theirs?: number) =>
    isAtLeastAsGood({ name: '', best, ours, theirs });
  expect(compare('least', 1, 2)).toBe(true);
  expect(compare('most', 1, 2)).toBe(false);
  expect(compare('least', -1, -1 - 1e-12)).toBe(true);
  expect(compare('least', 1)).toBeUndefined();
});

test('a row is listed among the losses if a ratio is below 1, memory is larger, or the result is worse', () => {
  const listed = (figures: Partial<Figures>) =>
    lossesOf([fit(figures)]).flatMap(({ reasons }) => reasons);
  const fast = { ours: { seconds: 1, megabytes: 60 } };
  expect(listed(fast)).toStrictEqual([]);
  expect(listed({})).toStrictEqual(['2 times as long to our end']);
  expect(listed({ ...fast, toTheirs: 8 })).toStrictEqual([
    '4 times as long to its objective',
  ]);
  expect(listed({ ours: { seconds: 1, megabytes: 120 } })).toStrictEqual([
    '120 MB, it needs 100 MB',
  ]);
  expect(listed({ ...fast, toTheirs: undefined })).toStrictEqual([
    'its objective is not reached',
  ]);
  expect(listed({ ...fast, tight: { theirs: 3 } })).toStrictEqual([
    'its objective at equal tolerance is not reached',
  ]);
  expect(lossesOf([loop(1, 4)])).toStrictEqual([
    {
      work: 'loop',
      peer: 'peer',
      reasons: ['4 times as long'],
      isSlower: true,
    },
  ]);
  expect(lossesOf([loop(4, 1)])).toStrictEqual([]);
});

test('the table says which ratios are losses, and what is never reached', () => {
  expect(secondsTable([fit({})])).toMatch(/\| +0\.5, slower \|/);
  expect(secondsTable([fit({ toTheirs: undefined })])).toMatch(/\| +never \|/);
});

test('figures of an environment can be merged with those of the same one only', () => {
  const one = { machine: { cores: '2' }, versions: { node: '20' } };
  expect(differencesOf(one, structuredClone(one))).toStrictEqual([]);
  const other = { ...one, versions: { node: '22', python: '3' } };
  expect(differencesOf(one, other)).toStrictEqual([
    'node: 20 there, 22 here',
    'python: missing there, 3 here',
  ]);
});

test('merging replaces rows that were measured again, keeps others, and drops those that are gone', () => {
  const older = report([
    fit({}, {}, {}, 'a'),
    loop(1, 1, 'b'),
    loop(1, 1, 'c'),
  ]);
  const newer = report([loop(2, 1, 'b'), loop(3, 1, 'd')]);
  const { entries } = mergeReports(older, newer, ['d', 'b', 'a']);
  expect(entries).toStrictEqual([
    newer.entries[1],
    newer.entries[0],
    older.entries[0],
  ]);
});

test('results are read as they were written', async () => {
  const written = report([
    fit({ remark: 'of 3 iterations' }),
    loop(1, 2),
    {
      kind: 'growth',
      name: 'growth',
      work: 'growth',
      date: '2026-01-02',
      figures: [
        { rows: 10, seconds: 1 },
        { rows: 100, seconds: 100 },
      ],
    },
    {
      kind: 'program',
      name: 'program',
      work: 'program',
      date: '2026-01-02',
      figures: 'its output',
    },
  ]);
  const text = await writeResults(written);
  expect(text).toContain('of 3 iterations');
  expect(text).toContain('its output');
  expect(text).toContain('slope 2.00');
  const folder = mkdtempSync(path.join(tmpdir(), 'results-'));
  const file = path.join(folder, 'RESULTS.md');
  writeFileSync(file, text);
  const read = readResults(file);
  rmSync(folder, { recursive: true });
  expect(read).toStrictEqual(written);
});

test('the slope of a power of n is its exponent', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (exponent, factor) => {
        const points = [10, 30, 100, 1000].map((rows) => ({
          rows,
          seconds: factor * rows ** exponent,
        }));
        expect(slopeOf(points)).toBeCloseTo(exponent, 8);
      },
    ),
  );
});

test('the guard complains about a ratio below half of the earlier one', () => {
  const before = report([loop(4, 1)]);
  expect(guardRatios(before, report([loop(2, 1)])).hasHeld).toBe(true);
  expect(guardRatios(before, report([loop(1.9, 1)])).hasHeld).toBe(false);
  expect(guardRatios(before, report([])).hasHeld).toBe(false);
});

test('rows have different names, and are chosen by them or by their beginning', () => {
  const all = chooseRows('all').map(({ name }) => name);
  expect(new Set(all).size).toBe(all.length);
  const growth = chooseRows(['growth']).map(({ name }) => name);
  expect(growth).toStrictEqual(['growth-lmnn', 'growth-nca']);
  const usual = chooseRows(undefined).map(({ name }) => name);
  expect(usual).not.toContain('growth-nca');
  expect(usual).toContain('nca-iris');
  expect(() => chooseRows(['growt'])).toThrow(RangeError);
});

function fit(
  changes: Partial<Figures>,
  goal: FitEntry['goal'] = {},
  base: Partial<Figures> = FIGURES,
  name = 'fit',
): FitEntry {
  const figures = { ...base, ...changes } as Figures;
  const date = '2026-01-01';
  return { kind: 'fit', name, work: name, peer: 'peer', goal, date, figures };
}

function loop(ours: number, theirs: number, name = 'loop'): KernelEntry {
  const figures = { ours, theirs };
  const date = '2026-01-03';
  return {
    kind: 'kernel',
    name,
    work: name,
    peer: 'peer',
    goal: {},
    date,
    figures,
  };
}

function report(entries: Report['entries']): Report {
  return { machine: {}, versions: {}, entries };
}
