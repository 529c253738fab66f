import { defineConfig } from 'vitest/config';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

import { resolve } from './vitest.config.ts';

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

export default defineConfig({
  resolve,
  test: {
    include: tests,
    testTimeout: 60_000,
    maxWorkers: 1,
    sequence: { sequencer: SlowLast },
    env: { MUTATION: 'true' },
    setupFiles: ['test/properties.ts'],
  },
});
