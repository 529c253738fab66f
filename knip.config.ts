import { existsSync } from 'node:fs';

import type { KnipConfig } from 'knip';

/** Files, exports and dependencies that nothing needs; it says nothing when all is well. */
const config: KnipConfig = {
  workspaces: {
    '.': {
      // the package's exports and its scripts are found in package.json; these are started by name elsewhere
      entry: [
        // threads and processes load them by their address, see rollup.config.js
        'src/parallel/{fit/thread,tasks/task}Worker.js',
        'src/bullmq/workerProgram.ts',
        // run by hand, see CONTRIBUTING and examples/cluster/README
        'examples/{search,cross-validation}.ts',
        'examples/cluster/search.ts',
        'benchmark/{soak,study,table}.ts',
        'benchmark/programs/*.ts',
        // started by benchmark/measure and benchmark/rows, in a process of their own
        'benchmark/workers/*.{js,ts}',
        '.ci/*.js',
        // draw figures of the README and the guides
        'docs/figures/{embedding,margin}.ts',
        // the page, and the workers that it starts by their address
        ...(existsSync('site')
          ? ['site/page/main.ts', 'site/worker/main.ts', 'site/vite.config.ts']
          : []),
        'test/**/*.test.ts',
        'test/loadSources.js',
        // set up by vitest.mutation.config.ts
        'test/parallel/*/workers/*.js',
      ],
      project: [
        '{src,examples,benchmark,docs,site,test,.ci}/**/*.{ts,js}',
        // AssemblyScript is compiled by .ci/compileKernels.js, from index.as.ts; its imports are not TypeScript's
        '!src/**/*.as.ts',
        // copied to a project of their own by .ci/tryPackage.js
        '!.ci/consumers/**',
      ],
      // programs of the system; what needs them says so when they are missing
      ignoreBinaries: ['octave', 'taskset', 'openssl', 'redis-server'],
    },
    // a package of its own; what is light is the root's
    'test/ecosystem': { entry: ['*.test.ts'] },
  },
};

export default config;
