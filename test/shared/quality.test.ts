/** Held against the table in ../shared/reference/README.md: the same data, methods and defaults, other splits. */
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { readTable } from '../../examples/readTable.ts';
import type { Quality } from '../oracles/measure.ts';
import { measure, methods } from '../oracles/measure.ts';

type Row = [
  name: string,
  ...figures: Array<[accuracy: number, radius: number]>,
];

/** Euclidean, LMNN, LMNN + margin. */
const table: Row[] = [
  ['wine', [0.956, 1.135], [0.984, 1.183], [0.982, 1.378]],
  ['glass', [0.699, 0.384], [0.583, 0.088], [0.708, 0.324]],
];

describe.each(table)('%s', (name, ...figures) => {
  const file = fileURLToPath(
    new URL(`../../../shared/data/${name}.csv`, import.meta.url),
  );
  const { X, y } = readTable(file, 'label');
  const qualities: Record<string, Quality> = {};
  for (const [method, options] of Object.entries(methods)) {
    qualities[method] = measure(X, y, options, 10);
  }

  test.each(Object.keys(methods))('%s', (method) => {
    const [accuracy, radius] = figures[Object.keys(methods).indexOf(method)];
    // two standard errors of means over 10 splits; glass has 214 rows in 6 classes
    const width = name === 'glass' ? 0.05 : 0.015;
    expect(Math.abs(qualities[method].accuracy - accuracy)).toBeLessThan(width);
    expect(Math.abs(qualities[method].radius / radius - 1)).toBeLessThan(0.15);
  });
});
