import fc from 'fast-check';

import {
  expectDocumentedErrorOrFinite,
  namesIn,
} from './expectDocumentedErrorOrFinite.ts';
import type { Arguments } from './junk.ts';
import { junkFor, mutated } from './junk.ts';

/** A call that works, to be spoilt. */
export interface FuzzedCall {
  /** By name, in their order. */
  valid: Arguments;
  /** Called with them; gives what has to be finite. */
  run: (...values: never[]) => unknown;
  /** Whether infinity is an answer. */
  mayBeInfinite?: boolean;
  /** Names that messages may have beside those of the arguments. */
  names?: readonly string[];
  /** What else it may say, where it has something of its own to say. */
  finding?: RegExp;
  /** How often, where a call takes longer than others. */
  runs?: number;
}

/** What messages are about where no single argument is to blame: sizes, what rows make together, what a fit starts from. */
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

/** Calls it as it should be, with nothing but junk, and with junk in one or two places. */
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
  // what is spoilt works before
  await call(...Object.values(valid));
  await fc.assert(fc.asyncProperty(junkFor(valid), owes), {
    numRuns: runs / 2,
  });
  await fc.assert(
    fc.asyncProperty(mutated(valid), (values) => owes(Object.values(values))),
    { numRuns: runs },
  );
}
