import { mergeConfig } from 'vitest/config';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

import config from './vitest.config.ts';

/** The files that `.ci/mutate.js` chose for the room: each mutant runs those of their tests that reach it. */
const tests = JSON.parse(process.env.MUTATION_TESTS ?? '[]') as string[];

/** Files that a pattern finds, then those that are named, the slow ones: a mutant is done with at the first test that fails. */
class SlowLast extends BaseSequencer {
  override async sort(
    files: TestSpecification[],
  ): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      tests.findIndex((name) => moduleId.endsWith(name));
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

const mutationConfig = mergeConfig(config, {
  test: {
    testTimeout: 60_000,
    maxWorkers: 1,
    sequence: { sequencer: SlowLast },
    setupFiles: ['test/limitProperties.ts'],
  },
});
mutationConfig.test.include = tests;

export default mutationConfig;
