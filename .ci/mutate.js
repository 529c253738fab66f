/**
 * Changes the code of a folder of src in small ways, one at a time, and runs the folder's tests on each: `node
 * .ci/mutate.js margin`, or some of its files, `node .ci/mutate.js solvers Adam.ts lbfgs.ts`. Fails if the tests detect
 * fewer than 85 % of the mutants (stryker.config.json). It takes up to an hour per folder, so it is not part of
 * `.ci/run`. CONTRIBUTING.md lists the results.
 */
import process from 'node:process';

import { Stryker } from '@stryker-mutator/core';

/**
 * The files to change, and the tests that have to detect it. Slow tests are left out if quick ones cover the same code.
 */
const FOLDERS = {
  margin: {
    source: 'src/margin/*.ts',
    tests: ['test/margin/*.test.ts', 'test/fit/Objective.test.ts'],
  },
  folds: {
    source: 'src/model-selection/splits/*.ts',
    tests: [
      'test/model-selection/splits/{folds,shuffleSplit}.test.ts',
      'test/model-selection/cross-validation/crossValidate.test.ts',
    ],
  },
  losses: {
    source: 'src/losses/*.ts',
    tests: ['test/losses/*.test.ts', 'test/fit/Objective.test.ts'],
  },
  solvers: {
    source: 'src/solvers/**/*.ts',
    tests: ['test/solvers/**/!(projectedGradient).test.ts'],
  },
  // certification in five parts; tests that try a hundred thousand perturbations are left out
  margins: {
    source: 'src/certification/margins/*.ts',
    tests: ['test/certification/margins/*.test.ts'],
  },
  curves: {
    source: 'src/certification/curves/*.ts',
    tests: ['test/certification/curves/*.test.ts'],
  },
  bounds: {
    source: 'src/certification/bounds/*.ts',
    tests: ['test/certification/bounds/*.test.ts'],
  },
  certificates: {
    source: 'src/certification/{*,radius/*}.ts',
    tests: [
      'test/certification/radius/*.test.ts',
      'test/certification/{certificates,certify,certifyBadInput,certifyAsync}.test.ts',
    ],
  },
  attacks: {
    source: 'src/certification/{attacks,exact}/*.ts',
    tests: [
      'test/certification/{attacks,exact}/*.test.ts',
      'test/certification/attack.test.ts',
    ],
  },
};

const [name, ...files] = process.argv.slice(2);
const target = FOLDERS[name];
if (!target) {
  const names = Object.keys(FOLDERS).join(', ');
  throw new RangeError(`folder must be one of ${names}, got ${name}`);
}
const folder = target.source.slice(0, target.source.lastIndexOf('/'));
process.env.MUTATION_TESTS = JSON.stringify(target.tests);
await new Stryker({
  mutate:
    files.length > 0
      ? files.map((file) => `${folder}/${file}`)
      : [target.source],
  jsonReporter: { fileName: `output/mutation/${name}.json` },
}).runMutationTest();
