/**
 * For authors of losses and of estimators: a check of a gradient, and of what users count on.
 * @module ml-metric-learning/testing
 */

export { checkGradient } from './testing/checkGradient.ts';
export type {
  CheckGradientOptions,
  GradientCheck,
  GradientData,
} from './testing/checkGradient.ts';
export { checkEstimator } from './testing/checkEstimator.ts';
export type { Subject } from './testing/Subject.ts';
