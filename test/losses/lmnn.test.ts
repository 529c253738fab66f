import { Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import type { PreparedLoss } from '../../src/losses/Loss.ts';
import { lmnn } from '../../src/losses/lmnn.ts';
import { numericGradient, relativeError } from '../oracles/numericGradient.ts';
import { plainObjective } from '../oracles/plainObjective.ts';
import { normals, randomTriplets, rowsOf } from '../oracles/randomData.ts';

const { data, triplets } = randomTriplets(30, 3, 2, 11);
const components = 2;
const embedding = normals(data.rows * components, 3);

function prepare(push: number): PreparedLoss {
  return lmnn({ push }).prepare(data, triplets, Math.random);
}

function evaluate(loss: PreparedLoss, values: Float64Array) {
  const gradient = new Float64Array(values.length);
  const dense = { values, rows: data.rows, columns: components };
  return { value: runSync(loss.evaluate(dense, gradient)), gradient };
}

test.each([0.01, 0.2, 0.5, 1])(
  'the loss is the plain formula, push %f',
  (push) => {
    const { value } = evaluate(prepare(push), embedding);
    const listed = Array.from(triplets.anchors, (anchor, t) => [
      anchor,
      triplets.targets[t],
      triplets.impostors[t],
    ]);
    const plain = plainObjective(
      rowsOf(embedding, components),
      listed,
      Matrix.eye(components),
      { pull: 1 - push, weight: 0, target: 1, epsilon: 1 },
    );
    // some 360 terms of magnitude 1
    expect(Math.abs(value - plain.objective)).toBeLessThan(1e-13);
  },
);

test.each([0.01, 0.2, 1])(
  'the gradient is that of the loss, push %f',
  (push) => {
    const loss = prepare(push);
    const { gradient } = evaluate(loss, embedding);
    const numeric = numericGradient((z) => evaluate(loss, z).value, embedding);
    expect(relativeError(gradient, numeric)).toBeLessThan(1e-8);
  },
);

test('the gradient is added to the existing entries', () => {
  const loss = prepare(0.5);
  const { gradient } = evaluate(loss, embedding);
  const before = normals(embedding.length, 4);
  const added = before.slice();
  const dense = { values: embedding, rows: data.rows, columns: components };
  runSync(loss.evaluate(dense, added));
  const difference = added.map((value, at) => value - before[at]);
  expect(relativeError(difference, gradient)).toBeLessThan(1e-13);
});

test('evaluations do not depend on earlier ones', () => {
  const loss = prepare(0.5);
  const once = evaluate(loss, embedding);
  evaluate(loss, normals(embedding.length, 8));
  expect(evaluate(loss, embedding)).toStrictEqual(once);
});
