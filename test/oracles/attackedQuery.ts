import { runSync } from '../../src/async/work.ts';
import type { PerturbationUnits } from '../../src/certification/PerturbationSpace.ts';
import { perturbationSpace } from '../../src/certification/PerturbationSpace.ts';
import { PerturbedQuery } from '../../src/certification/attacks/PerturbedQuery.ts';
import type { Normals } from '../../src/certification/bounds/Normals.ts';
import { createNormals } from '../../src/certification/bounds/Normals.ts';
import type { FittedClassifier } from '../../src/estimators/classifier/FittedClassifier.ts';
import type { MarginNorm } from '../../src/margin/dualNorm.ts';

import { squaredDistancesFrom } from './squaredDistancesFrom.ts';

/** A row to be moved, and the memory of an attack on it. */
export interface AttackedQuery {
  query: PerturbedQuery;
  normals: Normals;
  lengths: Float64Array;
  /** Squared distances of all training rows from it; `start` is the index of that of row 0. */
  squares: Float64Array;
  start: number;
}

/** Starts an attack on a row of a class. */
export function attackedQuery(
  classifier: FittedClassifier,
  row: number[],
  code: number,
  {
    norm = 2,
    units = 'raw',
  }: { norm?: MarginNorm; units?: PerturbationUnits } = {},
): AttackedQuery {
  const { embedding } = classifier;
  const { map, lengths } = perturbationSpace(classifier, units);
  const normals = runSync(createNormals(embedding, map, norm));
  const start = 3;
  const squares = new Float64Array(start + embedding.rows).fill(Number.NaN);
  squares.set(squaredDistancesFrom(classifier, row), start);
  const query = new PerturbedQuery(classifier, normals);
  query.begin(code, squares, start);
  return { query, normals, lengths, squares, start };
}
