import type { Measures } from './StudyRecord.ts';
import type { Reading } from './StudyResults.ts';

/** The fraction of correct predictions. */
export function accuracyOf(measures: Measures): number {
  return measures.accuracy;
}

/** The mean certified radius. */
export function radiusOf(measures: Measures): number {
  return measures.radius;
}

/** The mean radius proven by a search for the largest one. */
export function exactRadiusOf(measures: Measures): number {
  return measures.exactRadius;
}

/** Seconds of a fit. */
export function secondsOf(measures: Measures): number {
  return measures.seconds;
}

/**
 * Certified accuracy.
 * @param at - The index of the radius.
 * @returns A function that selects it.
 */
export function certifiedAt(at: number): Reading {
  return ({ certified }) => certified[at];
}

/**
 * Accuracy under noise.
 * @param at - The index of the norm of the noise.
 * @returns A function that selects it.
 */
export function noisyAt(at: number): Reading {
  return ({ noisy }) => noisy[at];
}
