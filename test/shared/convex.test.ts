import { fileURLToPath } from 'node:url';

import { MetricLearner } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { readTable } from '../../examples/readTable.ts';

test.each(['wine', 'glass', 'sonar'])(
  'a convex margin leaves a metric: %s',
  (name) => {
    const file = fileURLToPath(
      new URL(`../../../shared/data/${name}.csv`, import.meta.url),
    );
    const { X, y } = readTable(file, 'label');
    const { summary } = new MetricLearner({ margin: { shape: 'convex' } }).fit(
      X,
      y,
    );
    // with all rows at one point, hinges are 1, their share is a half, and the margin costs nothing
    expect(summary.objective).toBeLessThan(0.485);
    expect(summary.margin).toBeGreaterThan(0.01);
  },
);
