import fc from 'fast-check';

/** For mutation tests: a property has half a second, and begins with the same examples each time. */
// the plugin that is to replace the limit is given to one property at a time
// eslint-disable-next-line @typescript-eslint/no-deprecated
fc.configureGlobal({ seed: 4, interruptAfterTimeLimit: 500 });
