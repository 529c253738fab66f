/**
 * Metric learning and k-nearest-neighbours classification, certificates of robustness, folds, cross-validation and search.
 * @module ml-metric-learning
 */

export { MetricLearner } from './estimators/MetricLearner.ts';
export { MetricKNN } from './estimators/MetricKNN.ts';
export type { NeighborOptions, Neighbors } from './estimators/MetricKNN.ts';
export type { MetricKNNOptions } from './estimators/metricKNNOptions.ts';
export type { SavedClassifier } from './estimators/savedClassifier.ts';
export { frozen } from './estimators/frozen.ts';
export type { FrozenMetric } from './estimators/frozen.ts';
export type { FitOptions } from './estimators/fitOptions.ts';
export type { AsyncOptions } from './estimators/Pacer.ts';
export type { FitReport, ProgressReport } from './estimators/learnAsync.ts';
export type { Batches, LabelledBatch } from './estimators/learnStream.ts';
export type { FitProgress, FitSummary } from './estimators/FitSummary.ts';
export type { MetricLearnerOptions } from './estimators/metricLearnerOptions.ts';
export type { SavedMetric, SavedModel } from './estimators/savedMetric.ts';
export type { LossOption } from './losses/resolveLoss.ts';
export type { ParameterizationOption } from './parameterizations/resolveParameterization.ts';
export type { SolverOption } from './solvers/resolveSolver.ts';
export type { Embedding, Loss, PreparedLoss } from './losses/Loss.ts';
export type { LMNNOptions } from './losses/lmnn.ts';
export type { TripletLossOptions } from './losses/triplet.ts';
export type { CompositionalOptions } from './parameterizations/compositional.ts';
export type { AdamOptions } from './solvers/adamOptions.ts';
export type { Pairs } from './neighbors/distinctPairs.ts';
export type { Triplets } from './neighbors/Triplets.ts';
export type { KernelLoan, KernelSource } from './kernels/KernelSource.ts';
export type { Random } from './random.ts';
export type { Dense } from './validation/dense.ts';
export type { LabelledData } from './validation/labelledData.ts';
export type { Work } from './work.ts';
export type { MarginOptions } from './margin/marginOptions.ts';
export type { MiningOptions } from './neighbors/miningOptions.ts';
export type { TripletOptions } from './neighbors/tripletOptions.ts';
export type { LBFGSOptions } from './solvers/lbfgsOptions.ts';
export type { StopReason } from './solvers/Solver.ts';
export type { Rows } from './validation/dense.ts';
export type { Label, Labels } from './validation/labels.ts';
export type { Tensor } from './validation/tensor.ts';

export { adversarialExample } from './certification/adversarialExample.ts';
export type {
  AdversarialExample,
  AdversarialExampleOptions,
} from './certification/adversarialExample.ts';
export { attack, attackAsync } from './certification/attack.ts';
export type { Attack } from './certification/attacks.ts';
export { certify, certifyAsync } from './certification/certify.ts';
export type {
  AttackOptions,
  CertifyOptions,
} from './certification/certificateOptions.ts';
export type { PerturbationUnits } from './certification/PerturbationSpace.ts';
export type { Certificate } from './certification/certificates.ts';
export { noiseAccuracy } from './certification/noiseAccuracy.ts';
export type { NoiseAccuracy } from './certification/noiseAccuracy.ts';
export type { NoiseKind } from './certification/noise.ts';
export type { NoiseOptions } from './certification/noiseOptions.ts';
export { robustnessCurve } from './certification/robustnessCurve.ts';
export type { RobustnessCurveOptions } from './certification/robustnessCurve.ts';
export type { RobustnessPoint } from './certification/curve.ts';
export type { RowProgress } from './certification/rowsAsync.ts';
export type { LabelledRows } from './certification/tripletMargins.ts';
export { tripletMargins } from './certification/tripletMargins.ts';

export { stratifiedKFold } from './model-selection/stratifiedKFold.ts';
export { kFold } from './model-selection/kFold.ts';
export { leaveOneOut } from './model-selection/leaveOneOut.ts';
export { groupKFold } from './model-selection/groupKFold.ts';
export { shuffleSplit } from './model-selection/shuffleSplit.ts';
export { stratifiedShuffleSplit } from './model-selection/stratifiedShuffleSplit.ts';
export type { Split } from './model-selection/Split.ts';
export type { FoldOptions } from './model-selection/foldOptions.ts';
export type { GroupFoldOptions } from './model-selection/groupKFold.ts';
export type { RowCount } from './model-selection/countRows.ts';
export type { ShuffleSplitOptions } from './model-selection/shuffleSplitOptions.ts';

export { crossValidate } from './model-selection/crossValidate.ts';
export type {
  CrossValidation,
  CrossValidationOptions,
} from './model-selection/crossValidate.ts';
export type { FoldFigures } from './model-selection/summarizeScores.ts';
export type { SplitOptions } from './model-selection/resolveSplits.ts';
export { inline } from './model-selection/inline.ts';
export type {
  Classifier,
  ClassifierClass,
  Executor,
  ScoreFunction,
  Scores,
  Scoring,
  Task,
  TaskFailure,
} from './model-selection/Executor.ts';
export { search } from './model-selection/search.ts';
export type { SearchResult } from './model-selection/search.ts';
export type {
  SearchOptions,
  SearchProgress,
} from './model-selection/searchOptions.ts';
export type {
  Candidate,
  FailedCandidate,
} from './model-selection/Candidate.ts';
export type { HalvingOptions } from './model-selection/planRounds.ts';
export type {
  Outcome,
  SearchCheckpoint,
} from './model-selection/SearchCheckpoint.ts';
export type { SearchSpace } from './model-selection/readSpace.ts';
export {
  choice,
  logUniform,
  uniform,
} from './model-selection/distributions.ts';
export type {
  Choice,
  LogUniform,
  Uniform,
} from './model-selection/distributions.ts';
