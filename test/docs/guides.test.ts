/** The guides run as written: their programs print what their comments say. */
import { readFileSync } from 'node:fs';

import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { referenceTable } from '../../benchmark/referenceTable.ts';
import { guides, programsOf } from '../oracles/guides.ts';
import { runProgram } from '../oracles/runProgram.ts';

/** What is no program, or none of JavaScript: commands for a shell, pictures. */
const OTHERS = new Set(['sh', 'text']);

/** Threads of Node.js 20 load no TypeScript by themselves. */
beforeAll(() => {
  const loader = new URL('../loadSources.js', import.meta.url);
  vi.stubEnv('NODE_OPTIONS', `--import ${loader.href}`);
});
afterAll(() => vi.unstubAllEnvs());

test.each(guides)(
  '$name has programs, commands and pictures, nothing else',
  ({ blocks }) => {
    const others = blocks
      .map(({ language }) => language)
      .filter((language) => language !== 'js' && !OTHERS.has(language));
    expect(others).toHaveLength(0);
  },
);

const programs = guides.flatMap((guide) =>
  Array.from(
    programsOf([guide]),
    (code, at) => [guide.name, at, code] as const,
  ),
);

test.each(programs)(
  '%s: program %i prints what its comments say',
  async (_, __, code) => {
    const beside = new URL('..', import.meta.url);
    const { printed, expected } = await runProgram(code, beside);
    expect(printed).toStrictEqual(expected);
  },
);

test('every guide is part of the site, and the site has no other', () => {
  const file = new URL('../../docs/typedoc.json', import.meta.url);
  const { projectDocuments, readme } = JSON.parse(
    readFileSync(file, 'utf8'),
  ) as { projectDocuments: string[]; readme: string };
  const names = guides.map(({ name }) => `${name}.md`);
  expect([...projectDocuments, readme].toSorted()).toStrictEqual(
    names.toSorted(),
  );
});

test('figures of losses are those that are known from elsewhere', () => {
  const { text } = guides.find(({ name }) => name === 'choosing-a-loss') ?? {
    text: '',
  };
  for (const name of ['iris', 'wine', 'sonar', 'glass']) {
    const known = referenceTable.find((reference) => reference.name === name);
    const { Euclidean, LMNN, NCA, ...others } = known?.figures ?? {};
    const figures = [
      Euclidean,
      LMNN,
      others['LMNN + margin'],
      NCA,
      others['NCA + margin'],
    ].map(([accuracy, radius] = [Number.NaN, Number.NaN]) => {
      return `${accuracy.toFixed(3).slice(1)} and ${radius.toFixed(3)}`;
    });
    const row = [name.padEnd(5), ...figures].join(' | ');
    expect(text).toContain(`| ${row} |`);
  }
});

// tables show options as well, which are not run as programs
const constructions = guides.flatMap(({ text }) =>
  Array.from(
    text.matchAll(
      /`new (?<name>MetricLearner|MetricKNN)\((?<json>\{.*?\})\)`/g,
    ),
    ({ groups }) => [groups?.name ?? '', groups?.json ?? ''] as const,
  ),
);

test('tables have some', () => {
  expect(constructions.length).toBeGreaterThan(3);
});

test.each(constructions.filter(([, options]) => !options.includes('...')))(
  'new %s(%s) is taken',
  (name, options) => {
    const json = options
      .replaceAll(/(?<key>\w+):/g, '"$<key>":')
      .replaceAll("'", '"');
    const given = JSON.parse(json) as object;
    expect(() =>
      name === 'MetricKNN' ? new MetricKNN(given) : new MetricLearner(given),
    ).not.toThrow();
  },
);
