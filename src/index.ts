export { MetricLearner } from './estimators/MetricLearner.ts';
export type { FitProgress, FitSummary } from './estimators/FitSummary.ts';
export type { MetricLearnerOptions } from './estimators/metricLearnerOptions.ts';
export type { SavedMetric } from './estimators/savedMetric.ts';
export type { LossOption } from './losses/resolveLoss.ts';
export type { ParameterizationOption } from './parameterizations/resolveParameterization.ts';
export type { SolverOption } from './solvers/resolveSolver.ts';
export type { LMNNOptions } from './losses/lmnn.ts';
export type { MarginOptions } from './margin/marginOptions.ts';
export type { TripletOptions } from './neighbors/tripletOptions.ts';
export type { LBFGSOptions } from './solvers/lbfgsOptions.ts';
export type { StopReason } from './solvers/Solver.ts';
export type { Rows } from './validation/dense.ts';
export type { Label } from './validation/labels.ts';

export { adversarialExample } from './certification/adversarialExample.ts';
export type {
  AdversarialExample,
  AdversarialExampleOptions,
} from './certification/adversarialExample.ts';
export type { LabelledRows } from './certification/tripletMargins.ts';
export { tripletMargins } from './certification/tripletMargins.ts';

export { stratifiedShuffleSplit } from './model-selection/stratifiedShuffleSplit.ts';
export type {
  ShuffleSplitOptions,
  Split,
} from './model-selection/stratifiedShuffleSplit.ts';
