import fc from 'fast-check';

/** For mutation tests: a property has a second, and begins with the same examples each time. */
fc.configureGlobal({ seed: 4, interruptAfterTimeLimit: 1000 });
