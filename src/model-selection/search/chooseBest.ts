import type { Candidate } from './Candidate.ts';
import { goalsOf } from './Candidate.ts';
import { compareFirst } from './paretoLayers.ts';

/**
 * Chooses one candidate of a Pareto front. With one score, the one with the largest mean. With two, all candidates
 * whose first score is within one standard error of the largest count as equal, since the folds cannot tell them apart
 * (Breiman et al., Classification and Regression Trees, 1984, section 3.4.3), and the one of them with the largest
 * second score wins. With more scores, the same is repeated for each score but the last. Ties are broken by the larger
 * first score, then by order.
 * @param front - At least one candidate.
 */
export function chooseBest(front: readonly Candidate[]): Candidate {
  const goals = front[0].scores;
  const last = Object.keys(goals).length - 1;
  let near = front;
  for (const [goal, name] of Object.keys(goals).slice(0, last).entries()) {
    near = withinOneError(near, goal, name);
  }
  const rank = (candidate: Candidate) => {
    const own = goalsOf(candidate);
    return [own[last], ...own];
  };
  let [best] = near;
  for (const candidate of near) {
    if (compareFirst(rank(candidate), rank(best)) > 0) best = candidate;
  }
  return best;
}

function withinOneError(
  candidates: readonly Candidate[],
  goal: number,
  name: string,
): readonly Candidate[] {
  let [best] = candidates;
  for (const candidate of candidates) {
    if (goalsOf(candidate)[goal] > goalsOf(best)[goal]) best = candidate;
  }
  const { folds, standardDeviation } = best.scores[name];
  const error = standardDeviation / Math.sqrt(folds.length);
  const least = goalsOf(best)[goal] - error;
  return candidates.filter((candidate) => goalsOf(candidate)[goal] >= least);
}
