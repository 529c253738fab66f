import { expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { perturbationSpace } from '../../../src/certification/PerturbationSpace.ts';
import type { Normals } from '../../../src/certification/bounds/Normals.ts';
import { createNormals } from '../../../src/certification/bounds/Normals.ts';
import { RoundingBounds } from '../../../src/certification/bounds/RoundingBounds.ts';
import { PairRadii } from '../../../src/certification/radius/PairRadii.ts';
import { RadiusSearch } from '../../../src/certification/radius/RadiusSearch.ts';
import { toDense } from '../../../src/data/Dense.ts';
import { predictCodes } from '../../../src/estimators/classifier/predictCodes.ts';
import { fittedClassifier } from '../../oracles/fittedClassifier.ts';
import { labelsOf, randomClasses, rowsOf } from '../../oracles/randomData.ts';
import { squaredDistancesFrom } from '../../oracles/squaredDistancesFrom.ts';

interface Looked {
  radius: number;
  /** The number of pairs of rows visited, and of their impostors. */
  pairs: number;
  impostors: number;
  /** The number of pairs visited between two pauses, and after the last. */
  pieces: number[];
}

// the visits of a search, for each query that has to keep its class
function lookFor(
  data: ReturnType<typeof randomClasses>,
  queries: number[][],
  k: number,
): Looked[] {
  const rows = rowsOf(data.values, data.columns);
  const classifier = fittedClassifier(k, rows, labelsOf(data));
  const { embedding, training } = classifier;
  const space = perturbationSpace(classifier, 'raw');
  const plain = runSync(createNormals(embedding, space.map, 2));
  const seen: number[] = [];
  const normals: Normals = {
    ...plain,
    norm: (values, columns, a, b) => {
      seen.push(a / columns);
      return plain.norm(values, columns, a, b);
    },
  };
  const roundings = new RoundingBounds(
    classifier,
    space,
    2,
    plain.operatorNorm,
  );
  const a = Math.floor(k / 2) + 1;
  const all = new PairRadii(a, training, normals, roundings);
  const search = new RadiusSearch(k, training, normals, all);
  const asked = toDense(queries, 'X');
  const codes = runSync(predictCodes(classifier, asked));
  return queries.map((row, query) => {
    const squares = squaredDistancesFrom(classifier, row);
    seen.length = 0;
    const from = query * asked.columns;
    all.begin(codes[query], squares, 0);
    roundings.begin(asked.values, from, 10);
    all.sameClass.forgetBounds();
    const work = search.find();
    const pieces: number[] = [];
    let before = 0;
    for (;;) {
      const step = work.next();
      pieces.push(seen.length - before);
      before = seen.length;
      if (!step.done) continue;
      return {
        radius: step.value,
        pairs: seen.length,
        impostors: new Set(seen).size,
        pieces,
      };
    }
  });
}

// of 80,000 pairs with 400 impostors: the pairs that the bounds of `RadiusSearch` leave, rounded up; a looser bound
// visits more
test.each([
  [1, 16, 5.7],
  [2, 35.4, 9.7],
  [3, 41.4, 10.9],
  [5, 83.5, 15.1],
])(
  'with %i votes, %f pairs of %f impostors are looked at for a query',
  (k, pairs, impostors) => {
    const data = randomClasses(600, 4, 3, 1);
    const queries = rowsOf(randomClasses(40, 4, 3, 2).values, 4);
    const looked = lookFor(data, queries, k);
    const mean = (of: (one: Looked) => number) =>
      looked.reduce((sum, one) => sum + of(one), 0) / looked.length;
    expect(mean((one) => one.pairs)).toBeLessThan(pairs);
    expect(mean((one) => one.impostors)).toBeLessThan(impostors);
    // and at least one: a radius needs a pair
    const idle = looked.filter((one) => one.radius > 0 && one.pairs === 0);
    expect(idle).toStrictEqual([]);
  },
);

test('many columns are processed in chunks of about 100,000 multiplications', () => {
  const columns = 200;
  const own = 300;
  const data = randomClasses(2 * own, columns, 2, 1);
  const queries = rowsOf(randomClasses(4, columns, 2, 2).values, columns);
  const looked = lookFor(data, queries, 5);
  for (const { pieces } of looked) {
    expect(pieces.length).toBeGreaterThan(1);
    // a pause comes when the work reaches 2¹⁷: 655 pairs, fewer with other work, and the remaining ones of the current
    // impostor
    for (const piece of pieces.slice(0, -1)) {
      expect(piece).toBeGreaterThan(600);
      expect(piece).toBeLessThanOrEqual(655 + own);
    }
  }
});
