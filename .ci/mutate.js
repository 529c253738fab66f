/**
 * Changes the code of a room in small ways, one at a time, and runs the room's tests on each: `node .ci/mutate.js margin`, or a few files of it,
 * `node .ci/mutate.js solvers Adam.ts lbfgs.ts`. Fails if fewer than 85 % of the mutants are noticed (stryker.config.json). It takes
 * up to an hour a room, so it is not part of `.ci/run`. What it found is in CONTRIBUTING.md.
 */
import process from 'node:process';

import { Stryker } from '@stryker-mutator/core';

/** Which files are changed, and which tests have to notice. Slow tests are left out where quick ones reach the same code. */
const ROOMS = {
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
  // certification in five parts. Tests that try to violate certificates a hundred thousand times are left out
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
const room = ROOMS[name];
if (!room) {
  const names = Object.keys(ROOMS).join(', ');
  throw new RangeError(`room must be one of ${names}, got ${name}`);
}
const folder = room.source.slice(0, room.source.lastIndexOf('/'));
process.env.MUTATION_TESTS = JSON.stringify(room.tests);
await new Stryker({
  mutate:
    files.length > 0 ? files.map((file) => `${folder}/${file}`) : [room.source],
  jsonReporter: { fileName: `output/mutation/${name}.json` },
}).runMutationTest();
