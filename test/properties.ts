import process from 'node:process';

import fc from 'fast-check';

// shrinking a counterexample takes at most half a minute: some figures take a second to read, and there are many steps;
// a mutant has half a second per property, and starts with the same examples each time
/* eslint-disable @typescript-eslint/no-deprecated -- the plugin that is to replace the limit is given to one property at a time */
fc.configureGlobal(
  process.env.MUTATION === 'true'
    ? { seed: 4, interruptAfterTimeLimit: 500 }
    : { interruptAfterTimeLimit: 30_000 },
);
