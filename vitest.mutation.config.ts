import { mergeConfig } from 'vitest/config';

import config from './vitest.config.ts';

/** The files that `.ci/mutate.js` chose for the room: each mutant runs those of their tests that reach it. */
const tests = JSON.parse(process.env.MUTATION_TESTS ?? '[]') as string[];

const mutationConfig = mergeConfig(config, {
  test: { testTimeout: 20_000 },
});
mutationConfig.test.include = tests;

export default mutationConfig;
