import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';

import type { PerturbedQuery } from './PerturbedQuery.ts';
import type { Region } from './RegionMove.ts';

/** Rows that are tried instead of others: the nearest ones of the class, and of others. */
const INSTEAD = { own: 6, others: 3 };

/** Which of a query's neighbours outvote its class, and which others may. */
export class OutvotingRegions {
  readonly #classifier: FittedClassifier;
  readonly #query: PerturbedQuery;

  /** Works on queries of a classifier. */
  constructor(classifier: FittedClassifier, query: PerturbedQuery) {
    this.#classifier = classifier;
    this.#query = query;
  }

  /**
   * The region around a perturbation after which a class is outvoted: by as few rows of other classes as suffice, with
   * as many of the class as may be nearer still.
   * @param move - A perturbation after which another class wins.
   */
  at(code: number, move: Float64Array): Region {
    const { codes } = this.#classifier.training;
    this.#query.setDirection(move);
    const winner = this.#query.predictAt(1);
    const neighbors = Array.from(this.#query.neighbors);
    const others = neighbors.filter((row) => codes[row] !== code);
    const own = neighbors.filter((row) => codes[row] === code);
    const { k } = this.#classifier;
    let votes = 0;
    for (const [at, row] of others.entries()) {
      if (codes[row] === winner) votes++;
      const rest = k - at - 1;
      if (rest >= votes) continue;
      const impostors = others.slice(0, at + 1);
      return { impostors, spared: this.#fill(code, own, rest), first: -1 };
    }
    const first = others.find((row) => codes[row] === winner) ?? -1;
    return { impostors: others, spared: own, first };
  }

  // with the next rows of the class; there are no more neighbours of it than places
  #fill(code: number, rows: number[], count: number): number[] {
    const missing = count - rows.length;
    return [...rows, ...this.#query.nearestOf(code, rows, missing)];
  }

  /**
   * Variants of a region with one row replaced: the next rows of the class are spared instead of others, and the next
   * rows of other classes are impostors instead of others of their class.
   * @param move - The perturbation after which rows are ranked.
   * @returns Regions; none where votes tie.
   */
  besides(code: number, region: Region, move: Float64Array): Region[] {
    const { impostors, spared, first } = region;
    if (first >= 0) return [];
    const { codes } = this.#classifier.training;
    this.#query.setDirection(move);
    const nearer = this.#query.nearestOf(code, spared, INSTEAD.own);
    const choices = swap(spared, nearer).map((rows) => ({
      ...region,
      spared: rows,
    }));
    for (const other of new Set(impostors.map((row) => codes[row]))) {
      const fresh = this.#query.nearestOf(other, impostors, INSTEAD.others);
      const kept = impostors.filter((row) => codes[row] !== other);
      const rows = impostors.filter((row) => codes[row] === other);
      for (const swapped of swap(rows, fresh)) {
        choices.push({ ...region, impostors: [...kept, ...swapped] });
      }
    }
    return choices;
  }
}

// each of some rows in place of each of others
function swap(rows: number[], fresh: number[]): number[][] {
  return fresh.flatMap((row) =>
    rows.map((gone) => [...rows.filter((other) => other !== gone), row]),
  );
}
