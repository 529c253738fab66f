import type { Candidate } from './Candidate.ts';
import { goalsOf } from './Candidate.ts';
import { compareFirst, paretoLayers } from './paretoLayers.ts';

/**
 * Ranks candidates, the best first: layer by layer of the Pareto front, within a layer by the first score in which they
 * differ, and in their order if all are equal.
 * @returns Indices of the candidates.
 */
export function rankCandidates(candidates: readonly Candidate[]): number[] {
  const goals = candidates.map(goalsOf);
  const layers = paretoLayers(goals);
  return Array.from(candidates.keys()).toSorted(
    (a, b) => layers[a] - layers[b] || compareFirst(goals[b], goals[a]),
  );
}

/** The Pareto front: the candidates that no other candidate dominates, in their order. */
export function frontOf<Each extends Candidate>(
  candidates: readonly Each[],
): Each[] {
  const layers = paretoLayers(candidates.map(goalsOf));
  return candidates.filter((_, at) => layers[at] === 0);
}
