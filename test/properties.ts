import fc from 'fast-check';

/** A counterexample is made smaller for half a minute at most: some figures take a second to read, and many steps. */
// the plugin that is to replace the limit is given to one property at a time
// eslint-disable-next-line @typescript-eslint/no-deprecated
fc.configureGlobal({ interruptAfterTimeLimit: 30_000 });
