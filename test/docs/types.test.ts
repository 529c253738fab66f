/** The programs of the README and of the guides are strict TypeScript as written. */
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { guides } from '../oracles/guides.ts';
import { programsIn, readBlocks } from '../oracles/readBlocks.ts';
import { typeErrors } from '../oracles/typeErrors.ts';

const readme = readFileSync(
  new URL('../../README.md', import.meta.url),
  'utf8',
);
const pages = [{ name: 'README', blocks: readBlocks(readme) }, ...guides];
const programs = new Map(
  pages.flatMap(({ name, blocks }) =>
    Array.from(programsIn(blocks).entries(), ([at, code]) => [
      `${name}-${at}`,
      code,
    ]),
  ),
);

const wrong = `import { MetricKNN } from 'ml-metric-learning';

new MetricKNN({ k: '3' });
`;

test('they compile, and a mistake would be found', () => {
  expect(programs.size).toBeGreaterThan(20);
  expect(typeErrors(new Map([...programs, ['wrong', wrong]]))).toStrictEqual([
    "wrong, line 3: Type 'string' is not assignable to type 'number'.",
  ]);
});
