import type { Candidate } from './Candidate.ts';
import { goalsOf } from './Candidate.ts';
import { compareFirst, paretoLayers } from './paretoLayers.ts';

/**
 * Puts candidates in order, the best first: layer by layer of the Pareto front, within one by the first score in which they
 * differ, and among equals as they came.
 * @param candidates - The candidates.
 * @returns Where each of them is among the given ones.
 */
export function rankCandidates(candidates: readonly Candidate[]): number[] {
  const goals = candidates.map(goalsOf);
  const layers = paretoLayers(goals);
  return Array.from(candidates.keys()).toSorted(
    (a, b) => layers[a] - layers[b] || compareFirst(goals[b], goals[a]),
  );
}

/**
 * The candidates that no other is better than: as good in all scores, and better in one.
 * @param candidates - The candidates.
 * @returns The Pareto front, in their order.
 */
export function frontOf<Each extends Candidate>(
  candidates: readonly Each[],
): Each[] {
  const layers = paretoLayers(candidates.map(goalsOf));
  return candidates.filter((_, at) => layers[at] === 0);
}
