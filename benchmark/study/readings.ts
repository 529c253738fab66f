import type { Measures } from './StudyRecord.ts';
import type { Reading } from './StudyResults.ts';

/**
 * The part of the test rows that is predicted right.
 * @param measures - What was measured.
 * @returns The number.
 */
export function accuracyOf(measures: Measures): number {
  return measures.accuracy;
}

/**
 * The mean certified radius.
 * @param measures - What was measured.
 * @returns The number.
 */
export function radiusOf(measures: Measures): number {
  return measures.radius;
}

/**
 * Seconds of a fit.
 * @param measures - What was measured.
 * @returns The number.
 */
export function secondsOf(measures: Measures): number {
  return measures.seconds;
}

/**
 * Certified accuracy.
 * @param at - The number of the radius.
 * @returns What reads it.
 */
export function certifiedAt(at: number): Reading {
  return ({ certified }) => certified[at];
}

/**
 * Accuracy under noise.
 * @param at - The number of its size.
 * @returns What reads it.
 */
export function noisyAt(at: number): Reading {
  return ({ noisy }) => noisy[at];
}
