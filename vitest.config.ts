import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

/** Data and reference numbers that are kept beside the repository, not in it; tests in test/shared read them. */
const shared = fileURLToPath(new URL('../shared', import.meta.url));
/** Pipelines too heavy for the package's own dependencies: `npm run install-ecosystem` brings them. */
const pipelines = fileURLToPath(
  new URL('test/ecosystem/node_modules', import.meta.url),
);

export default defineConfig({
  resolve: {
    alias: {
      'ml-metric-learning/bullmq': fileURLToPath(
        new URL('src/bullmq.ts', import.meta.url),
      ),
      'ml-metric-learning/parallel': fileURLToPath(
        new URL('src/parallel.ts', import.meta.url),
      ),
      'ml-metric-learning/report': fileURLToPath(
        new URL('src/report.ts', import.meta.url),
      ),
      'ml-metric-learning/testing': fileURLToPath(
        new URL('src/testing.ts', import.meta.url),
      ),
      'ml-metric-learning': fileURLToPath(
        new URL('src/index.ts', import.meta.url),
      ),
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      ...(existsSync(shared) ? [] : ['test/shared/**']),
      // only where somebody says so: without a browser they fail
      ...(process.env.WITHOUT_BROWSER ? ['test/browser/**'] : []),
      ...(existsSync(pipelines) ? [] : ['test/ecosystem/{mlPipe,scikit}.*']),
    ],
    // child processes and the larger fits need more than the five seconds of a unit test on a slow machine
    testTimeout: 120_000,
    // what waits for threads, queues and pages leaves a core to others: one worker a core, and two at least
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: {
      include: ['src/**'],
      // threads and processes are not covered: what they run is in test/parallel and test/bullmq
      exclude: [
        'src/**/*.as.ts',
        'src/parallel/*Worker.js',
        'src/bullmq/workerProgram.ts',
      ],
      reporter: ['text-summary', 'html'],
      thresholds: { statements: 97, branches: 93, functions: 97, lines: 97 },
    },
  },
});
