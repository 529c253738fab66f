/**
 * For authors of losses and estimators: checks of gradients, and of what every estimator guarantees.
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
