import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import { runSync } from '../../src/async/work.ts';
import type { LabelledData } from '../../src/data/LabelledData.ts';
import { Objective } from '../../src/fit/Objective.ts';
import { lmnn } from '../../src/losses/lmnn.ts';
import type { Triplets } from '../../src/neighbors/triplets/Triplets.ts';
import { createTriplets } from '../../src/neighbors/triplets/Triplets.ts';

import { fullMap, marginOf, marginSettings } from './margins.ts';
import type { PlainSettings } from './plainObjective.ts';
import { rowsOf } from './randomData.ts';

/** The options of the library for the authors' settings: λ = weight / τ². */
export function learnerOptions({
  pull,
  weight,
  target,
  epsilon,
  fixed = [],
}: PlainSettings) {
  return {
    loss: { name: 'lmnn' as const, push: 1 - pull },
    margin: { weight: weight * target ** 2, target, epsilon, fixed },
  };
}

/** Lists triplets as arrays of three rows. */
export function listTriplets(triplets: Triplets): number[][] {
  return Array.from(triplets.anchors, (anchor, at) => [
    anchor,
    triplets.targets[at],
    triplets.impostors[at],
  ]);
}

/** Creates triplets from arrays of three rows. */
export function tripletsOf(list: number[][], rows: number): Triplets {
  const [anchors, targets, impostors] = [0, 1, 2].map((end) =>
    Int32Array.from(list, (triplet) => triplet[end]),
  );
  return runSync(createTriplets(anchors, targets, impostors, rows));
}

/** The objective of the library for the authors' settings, full rank. */
export function tripletObjective(
  data: LabelledData,
  triplets: Triplets,
  settings: PlainSettings,
): Objective {
  const options = learnerOptions(settings);
  const scale = new Float64Array(data.columns).fill(1);
  return new Objective({
    inputs: data,
    loss: lmnn(options.loss).prepare(data, triplets, Math.random),
    margin: marginOf(data, triplets, marginSettings(options.margin, scale)),
    parameterization: fullMap(data),
  });
}

/** A matrix L with LᵀL = M: the eigenvectors, scaled by the square roots of their eigenvalues. */
export function rootOf(metric: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    metric,
    { assumeSymmetric: true },
  );
  const lengths = realEigenvalues.map((value) => Math.sqrt(Math.max(value, 0)));
  return eigenvectorMatrix.transpose().mulColumnVector(lengths);
}

/** The objective of the library and ∂F/∂L at L, the gradient as a matrix. */
export function evaluateAt(objective: Objective, components: Matrix) {
  const values = Float64Array.from(components.to1DArray());
  const gradient = new Float64Array(values.length);
  const value = runSync(objective.evaluate(values, gradient));
  return { value, gradient: new Matrix(rowsOf(gradient, components.columns)) };
}
