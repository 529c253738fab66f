/**
 * Metric learning and k-nearest-neighbours classification, certificates of robustness, folds, cross-validation and search.
 * @module ml-metric-learning
 */

export { MetricLearner } from './estimators/learner/MetricLearner.ts';
export { MetricKNN } from './estimators/classifier/MetricKNN.ts';
export type {
  NeighborOptions,
  Neighbors,
} from './estimators/classifier/kneighbors.ts';
export type { MetricKNNOptions } from './estimators/classifier/metricKNNOptions.ts';
export type { SavedClassifier } from './estimators/saved/savedClassifier.ts';
export { frozen } from './estimators/learner/frozen.ts';
export type { FrozenMetric } from './estimators/learner/frozen.ts';
export type { FitOptions } from './estimators/learner/fitOptions.ts';
export type { AsyncOptions } from './async/Pacer.ts';
export type {
  FitReport,
  LearningReport,
  MiningReport,
  ProgressReport,
} from './fit/async/learnAsync.ts';
export type { Batches, LabelledBatch } from './fit/stream/learnStream.ts';
export type { FitProgress, FitSummary } from './fit/FitSummary.ts';
export type {
  MemberOptions,
  MetricLearnerOptions,
  WarmStart,
} from './fit/metricLearnerOptions.ts';
export type {
  SavedMetric,
  SavedModel,
} from './estimators/saved/savedMetric.ts';
export type { LossOption } from './losses/resolveLoss.ts';
export type { ParameterizationOption } from './parameterizations/resolveParameterization.ts';
export type { SolverOption } from './solvers/resolveSolver.ts';
export type { Embedding, Loss, PreparedLoss } from './losses/Loss.ts';
export type { LMNNOptions } from './losses/lmnn.ts';
export type { TripletLossOptions } from './losses/triplet.ts';
export type { CompositionalOptions } from './parameterizations/compositional.ts';
export type { AdamOptions } from './solvers/resolveSolver.ts';
export type { Pairs } from './neighbors/pairs/distinctPairs.ts';
export type { Triplets } from './neighbors/triplets/Triplets.ts';
export type {
  KernelSource,
  ThreadLease,
} from './kernels/arena/KernelSource.ts';
export type { Random } from './data/random.ts';
export type { Dense } from './data/Dense.ts';
export type { LabelledData } from './data/LabelledData.ts';
export type { Work } from './async/work.ts';
export type { MarginOptions } from './margin/marginOptions.ts';
export type { MiningOptions } from './neighbors/triplets/miningOptions.ts';
export type { TripletOptions } from './neighbors/triplets/miningOptions.ts';
export type { LBFGSOptions } from './solvers/resolveSolver.ts';
export type { StopReason } from './solvers/Solver.ts';
export type { Rows } from './data/Dense.ts';
export type { Label, Labels } from './data/labels.ts';
export type { Tensor } from './data/Tensor.ts';

export { adversarialExample } from './certification/margins/adversarialExample.ts';
export type {
  AdversarialExample,
  AdversarialExampleOptions,
} from './certification/margins/adversarialExample.ts';
export { attack, attackAsync } from './certification/attack.ts';
export type {
  Attack,
  FailedAttack,
  SuccessfulAttack,
} from './certification/attacks.ts';
export { certify, certifyAsync } from './certification/certify.ts';
export type {
  CertifyTrainingOptions,
  TrainingCertificate,
} from './certification/certifyTraining.ts';
export { certifyTraining } from './certification/certifyTraining.ts';
export type {
  TrainingChanges,
  TrainingWitness,
} from './certification/training/TrainingChanges.ts';
export type { ColumnChange } from './certification/columnLimits.ts';
export type {
  AttackOptions,
  CertifyOptions,
  ExactOptions,
  PerturbationOptions,
} from './certification/certificateOptions.ts';
export type { PerturbationUnits } from './certification/PerturbationSpace.ts';
export type { Certificate } from './certification/certificates.ts';
export { noiseAccuracy } from './certification/curves/noiseAccuracy.ts';
export type { NoiseAccuracy } from './certification/curves/noiseAccuracy.ts';
export type { NoiseKind } from './certification/curves/noiseAccuracy.ts';
export type { NoiseOptions } from './certification/curves/noiseAccuracy.ts';
export { robustnessCurve } from './certification/curves/robustnessCurve.ts';
export type { RobustnessCurveOptions } from './certification/curves/robustnessCurve.ts';
export type { RobustnessPoint } from './certification/curves/robustnessCurve.ts';
export type { RowProgress } from './certification/rowsAsync.ts';
export type { LabelledRows } from './certification/margins/tripletMargins.ts';
export { tripletMargins } from './certification/margins/tripletMargins.ts';

export {
  kFold,
  leaveOneOut,
  stratifiedKFold,
} from './model-selection/splits/kFold.ts';
export type { FoldOptions } from './model-selection/splits/kFold.ts';
export { groupKFold } from './model-selection/splits/groupKFold.ts';
export type { GroupFoldOptions } from './model-selection/splits/groupKFold.ts';
export {
  shuffleSplit,
  stratifiedShuffleSplit,
} from './model-selection/splits/shuffleSplit.ts';
export type { ShuffleSplitOptions } from './model-selection/splits/shuffleSplit.ts';
export type { Split } from './model-selection/splits/Split.ts';
export type { RowCount } from './model-selection/splits/countRows.ts';

export { crossValidate } from './model-selection/cross-validation/crossValidate.ts';
export type {
  CrossValidation,
  CrossValidationOptions,
} from './model-selection/cross-validation/crossValidate.ts';
export type {
  FoldFigures,
  ScoreFigures,
} from './model-selection/cross-validation/summarizeScores.ts';
export type { SplitOptions } from './model-selection/cross-validation/resolveSplits.ts';
export { inline } from './model-selection/tasks/inline.ts';
export type {
  Classifier,
  ClassifierClass,
  Executor,
  ScoreFunction,
  Scores,
  Scoring,
  Task,
  TaskFailure,
} from './model-selection/tasks/Executor.ts';
export type {
  NamedScoring,
  ScoreNames,
  ScoringOption,
} from './model-selection/tasks/ScoreNames.ts';
export { search } from './model-selection/search/search.ts';
export type { SearchResult } from './model-selection/search/search.ts';
export type {
  SearchOptions,
  SearchProgress,
} from './model-selection/search/searchOptions.ts';
export type {
  Candidate,
  FailedCandidate,
} from './model-selection/search/Candidate.ts';
export type { HalvingOptions } from './model-selection/search/planRounds.ts';
export type { Outcome } from './model-selection/tasks/readOutcome.ts';
export type { SearchCheckpoint } from './model-selection/search/SearchCheckpoint.ts';
export type { SearchSpace } from './model-selection/space/readSpace.ts';
export type { CandidateOptions } from './model-selection/space/CandidateOptions.ts';
export {
  choice,
  logUniform,
  uniform,
} from './model-selection/space/distributions.ts';
export type {
  Choice,
  LogUniform,
  Uniform,
} from './model-selection/space/distributions.ts';
