import { describe, expect, test } from 'vitest';

import { asWork, runSync } from '../../src/async/work.ts';
import { seededRandom } from '../../src/data/random.ts';
import type { Loss, PreparedLoss } from '../../src/losses/Loss.ts';
import { LossFailure } from '../../src/losses/LossFailure.ts';
import { guardLoss } from '../../src/losses/guardLoss.ts';
import { randomTriplets } from '../oracles/randomData.ts';

const { data, triplets } = randomTriplets(20, 2, 2, 3);
const embedding = { values: data.values, rows: data.rows, columns: 2 };

/** A custom loss whose parts a test can replace. */
function createCustom(parts: Partial<PreparedLoss>): Loss {
  return { name: 'own', prepare: () => ({ evaluate: () => 1, ...parts }) };
}

function prepare(parts: Partial<PreparedLoss>): PreparedLoss {
  const loss = guardLoss(createCustom(parts));
  return loss.prepare(data, triplets, seededRandom(0));
}

function evaluate(loss: PreparedLoss, at = embedding): number {
  const gradient = new Float64Array(at.values.length);
  return runSync(asWork(loss.evaluate(at, gradient)));
}

function refresh(loss: PreparedLoss): boolean {
  if (!loss.refresh) throw new Error('no refresh');
  return runSync(asWork(loss.refresh(embedding)));
}

/** The error for the user. */
function failureOf(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof LossFailure) return error.at('now');
    throw error;
  }
  throw new Error('it did not fail');
}

test('forwards what the loss says about triplets', () => {
  const loss = createCustom({});
  const guarded = guardLoss(loss);
  expect(guarded.ignoresTriplets).toBe(false);
  const ignoring = guardLoss({ ...loss, ignoresTriplets: true });
  expect(ignoring.ignoresTriplets).toBe(true);
});

describe('refresh', () => {
  test('exists if the loss has one', () => {
    expect(prepare({}).refresh).toBeUndefined();
  });

  test('receives the embedding and returns the result of the loss', () => {
    const seen: unknown[] = [];
    let changed = true;
    const loss = prepare({
      refresh: (given) => {
        seen.push(given);
        return changed;
      },
    });
    expect(refresh(loss)).toBe(true);
    changed = false;
    expect(refresh(loss)).toBe(false);
    expect(seen).toStrictEqual([embedding, embedding]);
  });

  test('is called on the prepared loss', () => {
    class CustomLoss implements PreparedLoss {
      readonly #changed = true;

      evaluate() {
        return 1;
      }

      refresh() {
        return this.#changed;
      }
    }
    const loss = guardLoss({ name: 'own', prepare: () => new CustomLoss() });
    const prepared = loss.prepare(data, triplets, seededRandom(0));
    expect(refresh(prepared)).toBe(true);
  });

  test.each([
    [() => undefined, 'must return a boolean from refresh, got undefined'],
    [() => null, 'must return a boolean from refresh, got null'],
    [() => 1, 'must return a boolean from refresh, got 1'],
  ])('%o', (wrong, problem) => {
    const loss = prepare({ refresh: wrong as never });
    expect(failureOf(() => refresh(loss))).toStrictEqual(
      new TypeError(`loss 'own' ${problem} (now)`),
    );
  });

  test('an error of the loss is the cause', () => {
    const cause = new Error('no');
    const loss = prepare({
      refresh: () => {
        throw cause;
      },
    });
    const failure = failureOf(() => refresh(loss));
    expect(failure.message).toBe("loss 'own' failed in refresh: no (now)");
    expect(failure.cause).toBe(cause);
  });

  test('the loss cannot modify the embedding', () => {
    const loss = prepare({
      refresh: ({ values }) => {
        values[3] = 1 - values[3];
        return true;
      },
    });
    const before = embedding.values.slice();
    const failure = failureOf(() => refresh(loss));
    embedding.values.set(before);
    expect(failure).toStrictEqual(
      new RangeError("loss 'own' must not change the embedding (now)"),
    );
  });
});

test('an invalid result has no cause', () => {
  const failure = failureOf(() =>
    evaluate(prepare({ evaluate: () => Number.NaN })),
  );
  expect('cause' in failure).toBe(false);
});

describe('a loss that is not finite', () => {
  const endless = () => prepare({ evaluate: () => Infinity });
  /** The embedding with one entry changed. */
  const withEntry = (entry: number) => {
    const values = embedding.values.slice();
    values[5] = entry;
    return { ...embedding, values };
  };

  test.each([1e100, -1e101, Infinity, Number.NaN])(
    'is left to the solver if an entry of the embedding is %f',
    (entry) => {
      expect(evaluate(endless(), withEntry(entry))).toBe(Infinity);
    },
  );

  test('is an error of the loss if no entry is too large to be squared', () => {
    const failure = failureOf(() => evaluate(endless(), withEntry(9e99)));
    expect(failure).toStrictEqual(
      new RangeError(
        "loss 'own' must return a finite number from evaluate, got Infinity (now)",
      ),
    );
  });
});
