/** Compared with the table in ../shared/reference/README.md: the same data, methods and defaults, other splits. */
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import type { Method } from '../../benchmark/methods.ts';
import { referenceTable } from '../../benchmark/referenceTable.ts';
import { readTable } from '../../examples/readTable.ts';
import type { Quality } from '../oracles/quality.ts';
import { measure, methods } from '../oracles/quality.ts';

const table = referenceTable.filter(({ name }) =>
  ['wine', 'glass'].includes(name),
);

describe.each(table)('$name', ({ name, figures }) => {
  const file = fileURLToPath(
    new URL(`../../../shared/data/${name}.csv`, import.meta.url),
  );
  const { X, y } = readTable(file, 'label');
  const qualities: Record<string, Quality> = {};
  for (const [method, options] of Object.entries(methods)) {
    qualities[method] = measure(X, y, options, 10);
  }

  test.each(Object.keys(methods))('%s', (method) => {
    const [accuracy, radius] = figures[method as Method] ?? [
      Number.NaN,
      Number.NaN,
    ];
    // two standard errors of means over 10 splits; glass has 214 rows in 6 classes
    const width = name === 'glass' ? 0.05 : 0.015;
    expect(Math.abs(qualities[method].accuracy - accuracy)).toBeLessThan(width);
    expect(Math.abs(qualities[method].radius / radius - 1)).toBeLessThan(0.15);
  });
});
