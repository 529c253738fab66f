import { ignoreRejection } from '../async/untilAborted.ts';
import type { Work } from '../async/work.ts';
import { afterwards, runSync } from '../async/work.ts';
import { describe } from '../options/describe.ts';

import type { Embedding, Loss, PreparedLoss } from './Loss.ts';
import { LossFailure } from './LossFailure.ts';

/** Larger entries may have squares, or sums of many squares, that are not finite. */
const TOO_LARGE = 1e100;

const isMeasurable = (entry: number) => Math.abs(entry) < TOO_LARGE;

/**
 * Guards a custom loss: errors it throws, values and gradients that are not finite, and changes of the embedding become
 * errors that name it. It receives copies of rows, labels and triplets. `checkGradient` finds a wrong gradient.
 */
export function guardLoss(loss: Loss): Loss {
  const { name } = loss;
  return {
    name,
    ignoresTriplets: loss.ignoresTriplets === true,
    prepare(data, triplets, random) {
      const [rows, some] = structuredClone([data, triplets] as const);
      const prepared = runSync(
        call(name, 'prepare', () => loss.prepare(rows, some, random)),
      ) as PreparedLoss | undefined;
      if (typeof prepared?.evaluate !== 'function') {
        const problem = `must return an object with a function evaluate from prepare, got ${describe(prepared)}`;
        throw refuse(name, TypeError, problem, prepared);
      }
      return {
        saturates: prepared.saturates === true,
        refresh: prepared.refresh && guardRefresh(name, prepared),
        evaluate: guardEvaluate(name, prepared),
      };
    },
  };
}

function guardRefresh(
  name: string,
  prepared: PreparedLoss,
): PreparedLoss['refresh'] {
  return (embedding) => {
    const copy = copyOf(embedding);
    return afterwards(
      call(name, 'refresh', () => prepared.refresh?.(copy)),
      (changed) => {
        checkUnchanged(name, changed, copy, embedding);
        checkType(name, changed, 'boolean', 'refresh');
        return changed === true;
      },
    );
  };
}

function guardEvaluate(
  name: string,
  prepared: PreparedLoss,
): PreparedLoss['evaluate'] {
  return (embedding, gradient) => {
    const copy = copyOf(embedding);
    // without extensions, a write at [undefined] is an error
    const own = Object.preventExtensions(new Float64Array(gradient.length));
    return afterwards(
      call(name, 'evaluate', () => prepared.evaluate(copy, own)),
      (value) => {
        checkUnchanged(name, value, copy, embedding);
        checkType(name, value, 'number', 'evaluate');
        // otherwise the solver takes a shorter step
        if (embedding.values.every(isMeasurable)) checkFinite(name, value, own);
        for (let at = 0; at < own.length; at++) gradient[at] += own[at];
        return value;
      },
    );
  };
}

function call<Result>(
  name: string,
  step: string,
  run: () => Result | Work<Result>,
): Result | Work<Result> {
  const fail = (error: unknown): never => {
    const text = error instanceof Error ? error.message : describe(error);
    throw new LossFailure(Error, name, `failed in ${step}: ${text}`, error);
  };
  try {
    return afterwards(run(), (result) => result, fail);
  } catch (error) {
    return fail(error);
  }
}

function checkUnchanged(
  name: string,
  value: unknown,
  copy: Embedding,
  { values }: Embedding,
): void {
  if (copy.values.every((entry, at) => Object.is(entry, values[at]))) return;
  throw refuse(name, RangeError, 'must not change the embedding', value);
}

function checkType(
  name: string,
  value: unknown,
  type: 'number' | 'boolean',
  step: string,
): void {
  if (typeof value === type) return;
  const problem = `must return a ${type} from ${step}, got ${describe(value)}`;
  throw refuse(name, TypeError, problem, value);
}

function checkFinite(
  name: string,
  value: number,
  gradient: Float64Array,
): void {
  const at = gradient.findIndex((entry) => !Number.isFinite(entry));
  if (Number.isFinite(value) && at === -1) return;
  const problem = Number.isFinite(value)
    ? `must have a finite gradient, got ${gradient[at]} at [${at}]`
    : `must return a finite number from evaluate, got ${value}`;
  throw refuse(name, RangeError, problem, value);
}

// the value may be a promise, whose rejection nothing else would handle
function refuse(
  name: string,
  kind: ErrorConstructor,
  problem: string,
  value: unknown,
): LossFailure {
  ignoreRejection(value);
  return new LossFailure(kind, name, problem);
}

function copyOf(embedding: Embedding): Embedding {
  return { ...embedding, values: embedding.values.slice() };
}
