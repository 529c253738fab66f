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

  function refuse(kind: ErrorConstructor, problem: string, value: unknown) {
    ignoreRejection(value);
    return new LossFailure(kind, name, problem);
  }

  function fail(step: string, error: unknown): never {
    const text = error instanceof Error ? error.message : describe(error);
    throw new LossFailure(Error, name, `failed in ${step}: ${text}`, error);
  }

  function call<Result>(step: string, run: () => Result | Work<Result>) {
    const onError = (error: unknown) => fail(step, error);
    try {
      return afterwards(run(), (result) => result, onError);
    } catch (error) {
      return onError(error);
    }
  }

  // it receives a copy of the embedding, and must not change it
  function check<Value>(
    step: 'evaluate' | 'refresh',
    type: 'number' | 'boolean',
    value: Value,
    copy: Embedding,
    { values }: Embedding,
  ): Value {
    if (!copy.values.every((entry, at) => Object.is(entry, values[at]))) {
      throw refuse(RangeError, 'must not change the embedding', value);
    }
    if (typeof value === type) return value;
    const problem = `must return a ${type} from ${step}, got ${describe(value)}`;
    throw refuse(TypeError, problem, value);
  }

  function checkFinite(value: number, gradient: Float64Array): void {
    const at = gradient.findIndex((entry) => !Number.isFinite(entry));
    if (Number.isFinite(value) && at === -1) return;
    const problem = Number.isFinite(value)
      ? `must have a finite gradient, got ${gradient[at]} at [${at}]`
      : `must return a finite number from evaluate, got ${value}`;
    throw refuse(RangeError, problem, value);
  }

  return {
    name,
    ignoresTriplets: loss.ignoresTriplets === true,
    prepare(data, triplets, random) {
      const [rows, some] = structuredClone([data, triplets] as const);
      const prepared = runSync(
        call('prepare', () => loss.prepare(rows, some, random)),
      ) as PreparedLoss | undefined;
      if (typeof prepared?.evaluate !== 'function') {
        const problem = `must return an object with a function evaluate from prepare, got ${describe(prepared)}`;
        throw refuse(TypeError, problem, prepared);
      }
      return {
        saturates: prepared.saturates === true,
        refresh:
          prepared.refresh &&
          ((embedding) => {
            const copy = copyOf(embedding);
            return afterwards(
              call('refresh', () => prepared.refresh?.(copy)),
              (changed) =>
                check('refresh', 'boolean', changed, copy, embedding) === true,
            );
          }),
        evaluate(embedding, gradient) {
          const copy = copyOf(embedding);
          // without extensions, a write at [undefined] is an error
          const own = Object.preventExtensions(
            new Float64Array(gradient.length),
          );
          return afterwards(
            call('evaluate', () => prepared.evaluate(copy, own)),
            (value) => {
              check('evaluate', 'number', value, copy, embedding);
              // otherwise the solver takes a shorter step
              if (embedding.values.every(isMeasurable)) checkFinite(value, own);
              for (let at = 0; at < own.length; at++) gradient[at] += own[at];
              return value;
            },
          );
        },
      };
    },
  };
}

function copyOf(embedding: Embedding): Embedding {
  return { ...embedding, values: embedding.values.slice() };
}
