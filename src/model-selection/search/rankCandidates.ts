import type { Candidate } from './Candidate.ts';

/**
 * Ranks candidates, the best first: layer by layer of the Pareto front, within a layer by the first score in which they
 * differ, and in their order if all are equal.
 * @returns Indices of the candidates.
 */
export function rankCandidates(candidates: readonly Candidate[]): number[] {
  const means = candidates.map(comparedMeans);
  const layers = paretoLayers(means);
  return Array.from(candidates.keys()).toSorted(
    (a, b) => layers[a] - layers[b] || compareFirst(means[b], means[a]),
  );
}

/** The Pareto front: the candidates that no other candidate dominates, in their order. */
export function frontOf<Each extends Candidate>(
  candidates: readonly Each[],
): Each[] {
  const layers = paretoLayers(candidates.map(comparedMeans));
  return candidates.filter((_, at) => layers[at] === 0);
}

/** The rules by which one candidate of several scores is chosen. */
export const PREFERENCES = ['first', 'oneStandardError'] as const;

/**
 * `'first'`: the best mean of the first score, then of the second, and so on. `'oneStandardError'`: candidates whose
 * first score is within one standard error of the best count as equal, since the folds cannot tell them apart
 * (Breiman et al., Classification and Regression Trees, 1984, section 3.4.3), and the best second score wins among
 * them; with more scores, the same is repeated for each but the last. Of losses, the smallest is the best.
 */
export type Preference = (typeof PREFERENCES)[number];

/**
 * Chooses one candidate of a Pareto front. Ties are broken by the scores in their order, then by the order of candidates.
 * @param front - At least one candidate.
 */
export function chooseBest(
  front: readonly Candidate[],
  prefer: Preference,
): Candidate {
  if (prefer === 'first') return largest(front, comparedMeans);
  const last = Object.keys(front[0].scores).length - 1;
  let equals = front;
  for (let at = 0; at < last; at++) equals = withinOneError(equals, at);
  return largest(equals, (candidate) => {
    const means = comparedMeans(candidate);
    return [means[last], ...means];
  });
}

// the first of the candidates with the largest values
function largest(
  candidates: readonly Candidate[],
  of: (candidate: Candidate) => number[],
): Candidate {
  let [best] = candidates;
  for (const candidate of candidates) {
    if (compareFirst(of(candidate), of(best)) > 0) best = candidate;
  }
  return best;
}

// the candidates whose mean of a score is within one standard error of the best
function withinOneError(
  candidates: readonly Candidate[],
  at: number,
): readonly Candidate[] {
  const means = candidates.map((candidate) => comparedMeans(candidate)[at]);
  let best = 0;
  for (const [place, mean] of means.entries()) {
    if (mean > means[best]) best = place;
  }
  const scores = Object.values(candidates[best].scores);
  const { folds, standardDeviation } = scores[at];
  const least = means[best] - standardDeviation / Math.sqrt(folds.length);
  return candidates.filter((_, place) => means[place] >= least);
}

/** Significant digits of a compared mean: means of the same scores, added up in another order, differ in later ones. */
const DIGITS = 12;

// the mean of each score, in their order, rounded; negative for losses, so that larger is better
function comparedMeans({ scores }: Candidate): number[] {
  return Object.values(scores).map(({ mean, smallerIsBetter }) => {
    const rounded = Number(mean.toPrecision(DIGITS));
    return smallerIsBetter ? -rounded : rounded;
  });
}

/**
 * Sorts points into layers: the points that no other point dominates (is at least as good in every coordinate, and
 * better in one) are the Pareto front, layer 0; without them, the next layer is the front. O(n²) for n points.
 * @param points - One coordinate per score; larger is better.
 * @returns The layer of each point.
 */
export function paretoLayers(
  points: ReadonlyArray<readonly number[]>,
): number[] {
  const order = Array.from(points.keys()).toSorted((a, b) =>
    compareFirst(points[b], points[a]),
  );
  const layers = new Array<number>(points.length).fill(0);
  // what dominates a point comes before it
  for (const [place, point] of order.entries()) {
    for (let before = 0; before < place; before++) {
      const other = order[before];
      if (layers[other] < layers[point]) continue;
      if (dominates(points[other], points[point])) {
        layers[point] = layers[other] + 1;
      }
    }
  }
  return layers;
}

/**
 * Compares points by the first coordinate in which they differ.
 * @returns Above 0 if a is better, below 0 if b is.
 */
function compareFirst(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((value, at) => value !== b[at]);
  return differs === -1 ? 0 : a[differs] - b[differs];
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.every((value, at) => value >= b[at]) &&
    a.some((value, at) => value > b[at])
  );
}
