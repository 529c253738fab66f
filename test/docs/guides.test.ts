/** The guides run as written: their programs print what their comments say. */
import { readFileSync } from 'node:fs';

import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { referenceTable } from '../../benchmark/referenceTable.ts';
import { expectCommentedOutput } from '../oracles/expectCommentedOutput.ts';
import { guides, programsOf } from '../oracles/guides.ts';
import { letThreadsLoadSources } from '../oracles/letThreadsLoadSources.ts';

/** Blocks that are not programs: commands for a shell, drawings. */
const OTHERS = new Set(['sh', 'text']);

beforeAll(letThreadsLoadSources);
afterAll(() => vi.unstubAllEnvs());

test.each(guides)(
  '$name has only programs, the files they read, commands and drawings',
  ({ blocks, files }) => {
    const others = blocks.filter(
      ({ language, code }) =>
        language !== 'js' &&
        !OTHERS.has(language) &&
        !Array.from(files.values()).includes(code),
    );
    expect(others).toHaveLength(0);
  },
);

const programs = guides.flatMap((guide) =>
  Array.from(
    programsOf([guide]).entries(),
    ([at, code]) => [guide.name, at, code, guide.files] as const,
  ),
);

test.each(programs)(
  '%s: program %i prints what its comments say',
  (_, __, code, files) =>
    expectCommentedOutput(code, new URL('..', import.meta.url), files),
);

test('the site contains every guide, and no other', () => {
  const file = new URL('../../docs/typedoc.json', import.meta.url);
  const { projectDocuments, readme } = JSON.parse(
    readFileSync(file, 'utf8'),
  ) as { projectDocuments: string[]; readme: string };
  const names = guides.map(({ name }) => `${name}.md`);
  expect([...projectDocuments, readme].toSorted()).toStrictEqual(
    names.toSorted(),
  );
});

test('stated losses are the known reference values', () => {
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

// tables list options that no program uses
const constructions = guides.flatMap(({ text }) =>
  Array.from(
    text.matchAll(
      /`new (?<name>MetricLearner|MetricKNN)\((?<json>\{.*?\})\)`/g,
    ),
    ({ groups }) => [groups?.name ?? '', groups?.json ?? ''] as const,
  ),
);

test('guides contain tables', () => {
  expect(constructions.length).toBeGreaterThan(3);
});

test.each(constructions.filter(([, options]) => !options.includes('...')))(
  'new %s(%s) is accepted',
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
