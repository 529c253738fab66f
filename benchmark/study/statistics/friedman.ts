import chiSquaredCDF from '@stdlib/stats-base-dists-chisquare-cdf';
import cdfOfF from '@stdlib/stats-base-dists-f-cdf';
import ranks from '@stdlib/stats-ranks';

/** The result of a test whether methods differ over data sets. */
export interface Friedman {
  /** The mean rank of each method; 1 would be the best on all data sets. */
  meanRanks: number[];
  /** Friedman's χ², with `degrees` degrees of freedom. */
  chiSquared: number;
  degrees: number;
  chiSquaredP: number;
  /**
   * The statistic of Iman and Davenport, which is less conservative, with `degrees` and `degreesBelow` degrees of
   * freedom.
   */
  F: number;
  degreesBelow: number;
  FP: number;
}

/** Scores within this difference are equal: sums of equal numbers in another order. */
const DIGITS = 12;

/**
 * The Friedman test with the correction of Iman and Davenport, as in Demšar, Statistical comparisons of classifiers
 * over multiple data sets, JMLR 7, 2006, section 3.2.2; ties have the mean of their ranks.
 * @param scores - For each data set, the score of each method; larger is better.
 * @returns Mean ranks and p-values.
 */
export function friedman(scores: readonly number[][]): Friedman {
  const sets = scores.length;
  const methods = scores[0].length;
  const ranked = scores.map((row) =>
    ranks(row.map((score) => -Number(score.toPrecision(DIGITS)))),
  );
  const meanRanks = scores[0].map(
    (_, method) => ranked.reduce((sum, row) => sum + row[method], 0) / sets,
  );
  const squares = meanRanks.reduce((sum, rank) => sum + rank ** 2, 0);
  const chiSquared =
    ((12 * sets) / (methods * (methods + 1))) *
    (squares - (methods * (methods + 1) ** 2) / 4);
  const degrees = methods - 1;
  const degreesBelow = degrees * (sets - 1);
  const F = ((sets - 1) * chiSquared) / (sets * degrees - chiSquared);
  return {
    meanRanks,
    chiSquared,
    degrees,
    chiSquaredP: 1 - chiSquaredCDF(chiSquared, degrees),
    F,
    degreesBelow,
    // all data sets rank alike: the denominator is 0
    FP: Number.isFinite(F) ? 1 - cdfOfF(F, degrees, degreesBelow) : 0,
  };
}
