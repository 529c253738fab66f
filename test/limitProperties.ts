import fc from 'fast-check';

/** For mutation tests: a property has half a second, and begins with the same examples each time. */
fc.configureGlobal({ seed: 4, interruptAfterTimeLimit: 500 });
