import { runSync } from '../../src/async/work.ts';
import type { PerturbationUnits } from '../../src/certification/PerturbationSpace.ts';
import { perturbationSpace } from '../../src/certification/PerturbationSpace.ts';
import { PerturbedQuery } from '../../src/certification/attacks/PerturbedQuery.ts';
import type { Normals } from '../../src/certification/bounds/Normals.ts';
import { createNormals } from '../../src/certification/bounds/Normals.ts';
import type { FittedClassifier } from '../../src/estimators/classifier/FittedClassifier.ts';
import type { MarginNorm } from '../../src/margin/dualNorm.ts';

import { squaresFrom } from './squaresFrom.ts';

/** A row that is to be moved, and what an attack on it needs. */
export interface AttackedQuery {
  query: PerturbedQuery;
  normals: Normals;
  lengths: Float64Array;
  /** Squared distances of all training rows from it, where `start` is that of row 0. */
  squares: Float64Array;
  start: number;
}

/** Begins an attack on a row, of a class. */
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
  squares.set(squaresFrom(classifier, row), start);
  const query = new PerturbedQuery(classifier, normals);
  query.begin(code, squares, start);
  return { query, normals, lengths, squares, start };
}
