import fc from 'fast-check';

import {
  expectDocumentedErrorOrFinite,
  namesIn,
} from './expectDocumentedErrorOrFinite.ts';
import type { Arguments } from './junk.ts';
import { junkFor, mutated } from './junk.ts';

/** A valid call, whose arguments are to be replaced. */
export interface FuzzedCall {
  /** Valid arguments by name, in order. */
  valid: Arguments;
  /** Calls the function; returns what has to be finite. */
  run: (...values: never[]) => unknown;
  /** Whether infinity is a valid result. */
  mayBeInfinite?: boolean;
  /** Further names that messages may contain. */
  names?: readonly string[];
  /** Messages of errors specific to this call. */
  finding?: RegExp;
  /** The number of runs, for slow calls. */
  runs?: number;
}

/** Subjects of messages without a single invalid argument: sizes, all rows together, the start of a fit. */
const VOCABULARY = [
  'options',
  'rows',
  'class',
  'Classifier',
  'loss',
  'margin',
  'metric',
  'objective',
  'triplets',
  'embedding',
  'distance',
];

/**
 * Expects a documented error or a finite result of the valid call, with junk only, and with junk in one or two places.
 */
export async function expectFuzzedCall({
  valid,
  run,
  mayBeInfinite,
  names = [],
  finding,
  runs = 250,
}: FuzzedCall): Promise<void> {
  const known = new Set([...namesIn(valid), ...names, ...VOCABULARY]);
  const call = run as (...values: unknown[]) => unknown;
  const owes = (values: unknown[]) =>
    expectDocumentedErrorOrFinite(() => call(...values), {
      names: known,
      mayBeInfinite,
      finding,
    });
  // the valid call works
  await call(...Object.values(valid));
  await fc.assert(fc.asyncProperty(junkFor(valid), owes), {
    numRuns: runs / 2,
  });
  await fc.assert(
    fc.asyncProperty(mutated(valid), (values) => owes(Object.values(values))),
    { numRuns: runs },
  );
}
