import { availableParallelism } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import type { ViteUserConfig } from 'vitest/config';
import { defineConfig } from 'vitest/config';

import { findMissing } from './test/services.ts';

const source = (name: string) =>
  fileURLToPath(new URL(`src/${name}.ts`, import.meta.url));

/** Tests import the library by its name, and get the sources. */
export const resolve = {
  alias: {
    'ml-metric-learning/bullmq': source('bullmq'),
    'ml-metric-learning/parallel': source('parallel'),
    'ml-metric-learning/report': source('report'),
    'ml-metric-learning/table': source('table'),
    'ml-metric-learning/testing': source('testing'),
    'ml-metric-learning': source('index'),
  },
};

type ProjectConfig = Pick<
  NonNullable<ViteUserConfig['test']>,
  'exclude' | 'globalSetup' | 'isolate'
>;

/** Pure functions, tested in seconds. */
const unit = [
  'test/{kernels,losses,margin,neighbors,parameterizations,solvers,linear-algebra}/**/*.test.ts',
  'test/fit/Objective.test.ts',
];
const services = ['test/bullmq/**/*.test.ts', 'test/examples/cluster.test.ts'];
const browser = ['test/browser/**/*.test.ts'];

/** `npm run test:all` is `--mode all`: there, as in CI, nothing may be missing. */
export default defineConfig(({ mode }) => {
  const missing = findMissing();
  const isComplete = mode === 'all' || process.env.CI === 'true';
  const needed = missing.filter(({ isOptional }) => !isOptional);
  if (isComplete && needed.length > 0) {
    const reasons = needed.map(({ reason }) => `\n  ${reason}`).join('');
    throw new Error(`all tests have to run here, and cannot:${reasons}`);
  }
  const leftOut = missing.flatMap(({ files }) => files);
  const project = (
    name: string,
    include: string[],
    { exclude = [], ...options }: ProjectConfig = {},
  ) => ({
    extends: true as const,
    test: {
      name,
      include,
      exclude: ['**/node_modules/**', ...exclude, ...leftOut],
      ...options,
    },
  });
  return {
    resolve,
    test: {
      setupFiles: ['test/properties.ts'],
      // files that leave nothing behind share a process: to load the library for each takes a third of the time
      projects: [
        project('unit', unit, { isolate: false }),
        project('library', ['test/**/*.test.ts'], {
          isolate: false,
          exclude: [...unit, ...services, ...browser],
        }),
        project('services', services, {
          globalSetup: 'test/bullmq/compileLibrary.ts',
        }),
        project('browser', browser),
      ],
      reporters: [
        'default',
        {
          onTestRunEnd: () => {
            for (const { reason } of missing) {
              console.log(`left out: ${reason}`);
            }
          },
        },
      ],
      // child processes and the larger fits need more than the five seconds of a unit test on a slow machine
      testTimeout: 120_000,
      // what waits for workers, queues and pages leaves a core to others: three at least
      maxWorkers: Math.max(3, availableParallelism() - 1),
      coverage: {
        include: ['src/**'],
        // workers and processes are not covered: what they run is in test/parallel and test/bullmq
        exclude: [
          'src/**/*.as.ts',
          'src/parallel/**/*Worker.js',
          'src/bullmq/workerProgram.ts',
        ],
        reporter: ['text-summary', 'html'],
        thresholds: { statements: 97, branches: 93, functions: 97, lines: 97 },
      },
    },
  };
});
