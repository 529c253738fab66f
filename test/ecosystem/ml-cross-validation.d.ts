// ml-cross-validation 1 ships without types; this is what the tests use of it.
declare module 'ml-cross-validation' {
  export interface ConfusionMatrix {
    labels: unknown[];
    matrix: number[][];
    getAccuracy: () => number;
    getTotalCount: () => number;
  }

  type Classifier = new (options?: object) => unknown;

  type Predict = (
    trainFeatures: number[][],
    trainLabels: never[],
    testFeatures: number[][],
  ) => unknown[];

  export function leaveOneOut(
    classifier: Classifier,
    features: number[][],
    labels: readonly unknown[],
    options?: object,
  ): ConfusionMatrix;
  export function leaveOneOut(
    features: number[][],
    labels: readonly unknown[],
    predict: Predict,
  ): ConfusionMatrix;

  export function leavePOut(
    classifier: Classifier,
    features: number[][],
    labels: readonly unknown[],
    options: object | undefined,
    p: number,
  ): ConfusionMatrix;
  export function leavePOut(
    features: number[][],
    labels: readonly unknown[],
    p: number,
    predict: Predict,
  ): ConfusionMatrix;

  export function kFold(
    classifier: Classifier,
    features: number[][],
    labels: readonly unknown[],
    options: object | undefined,
    folds: number,
  ): ConfusionMatrix;
  export function kFold(
    features: number[][],
    labels: readonly unknown[],
    folds: number,
    predict: Predict,
  ): ConfusionMatrix;

  export function getTrainTest<Row, Label>(
    features: Row[],
    labels: readonly Label[],
    testIndex: number[],
    trainIndex: number[],
  ): {
    testFeatures: Row[];
    trainFeatures: Row[];
    testLabels: Label[];
    trainLabels: Label[];
  };
}
