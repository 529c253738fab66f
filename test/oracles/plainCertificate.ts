import { runSync } from '../../src/async/work.ts';
import { createNormals } from '../../src/certification/bounds/Normals.ts';
import { RoundingBounds } from '../../src/certification/bounds/RoundingBounds.ts';
import type { RadiusProblem } from '../../src/certification/radius/QueryScan.ts';
import { embedQueries } from '../../src/estimators/classifier/FittedClassifier.ts';

import { plainLosingBound } from './plainLosingBound.ts';

/**
 * The certified radius of each row from the table of all pairs of rows, by the formula of math.md 7 with the library's
 * rounding bounds.
 */
export function plainCertificate({
  classifier,
  data,
  codes,
  norm,
  space,
}: RadiusProblem): number[] {
  const { k, training, embedding } = classifier;
  const { columns } = data;
  const normals = runSync(createNormals(embedding, space.map, norm));
  const { images, relativeError, absoluteError, operatorNorm } = normals;
  const roundings = new RoundingBounds(classifier, space, norm, operatorNorm);
  const queries = runSync(embedQueries(classifier, data));
  const b = Math.ceil(k / 2);
  return Array.from(codes, (code, query) => {
    const all = Array.from(training.codes, (own, row) => {
      let square = 0;
      for (let at = 0; at < embedding.columns; at++) {
        const from = queries.values[query * embedding.columns + at];
        square += (from - embedding.values[row * embedding.columns + at]) ** 2;
      }
      return { row, square, isOwn: own === code };
    });
    const own = all.filter(({ isOwn }) => isOwn);
    const others = all
      .filter(({ isOwn }) => !isOwn)
      .toSorted((x, y) => x.square - y.square || x.row - y.row);
    if (others.length < b) return Infinity;
    const from = query * columns;
    const moves = others
      .slice(0, k)
      .map(({ row }) => roundings.distance(data.values, from, row));
    const boundWithin = (most: number) => {
      roundings.begin(data.values, from, most);
      const values = others.map((other) => {
        const below = roundings.lowerSquare(Math.sqrt(other.square));
        const sizes = own.map(({ row, square }) => {
          const ahead = below - roundings.upperSquare(Math.sqrt(square));
          const normal =
            normals.norm(
              images,
              columns,
              other.row * normals.columns,
              row * normals.columns,
            ) *
              relativeError +
            absoluteError;
          return Math.max(0, ahead / (2 * normal));
        });
        const largest = sizes.toSorted((x, y) => y - x);
        return { code: training.codes[other.row], largest };
      });
      return plainLosingBound(values, k);
    };
    let most = Math.max(...moves);
    // where a column of large numbers makes it far too large, a radius without its rounding errors takes its place
    const farthest = others[Math.min(k, others.length) - 1];
    if (operatorNorm * most > 1000 * Math.sqrt(farthest.square)) {
      most = Math.min(most, boundWithin(0) || most);
    }
    const radius = boundWithin(most);
    // too few rows of each class to win
    if (radius === Infinity) return Infinity;
    return roundings.roundRadiusDown(Math.min(most, radius), data.values, from);
  });
}
