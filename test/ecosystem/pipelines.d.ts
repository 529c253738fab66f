// What the tests use of ml-pipe, scikit.js and TensorFlow.js: type checks must not need them to be installed.
declare module 'ml-pipe' {
  import type { Matrix } from 'ml-matrix';

  export interface Step {
    fit: (X: Matrix, y: Matrix) => unknown;
    predict?: (X: Matrix) => Matrix;
  }

  export class Pipeline {
    constructor(steps: Array<[name: string, step: Step]>);

    fit(X: Matrix, y: Matrix): Promise<void>;

    predict(X: Matrix): Matrix;

    transform(X: Matrix): { Xt: Matrix };
  }

  export class StandardScaler implements Step {
    fit(X: Matrix): void;

    fitTransform(X: Matrix): Matrix;
  }
}

declare module 'scikitjs' {
  import type { Tensor } from '@tensorflow/tfjs';

  type Rows = number[][] | Tensor;

  export class Pipeline {
    constructor(options: { steps: Array<[name: string, step: object]> });

    fit(X: Rows, y: number[] | Tensor): Promise<this>;

    transform(X: Rows): unknown;

    predict(X: Rows): Tensor;
  }

  export class StandardScaler {
    fitTransform(X: Rows): Tensor;
  }

  export class KNeighborsClassifier {
    constructor(options: { nNeighbors: number });

    fit(X: Rows, y: number[] | Tensor): Promise<this>;

    predict(X: Rows): Tensor;
  }

  export function setBackend(tensorFlow: object): void;

  export function makePipeline(...steps: object[]): Pipeline;
}

declare module '@tensorflow/tfjs' {
  export interface Tensor {
    shape: number[];
    arraySync(): number[] | number[][];
  }

  export function tensor1d(values: number[]): Tensor;

  export function tensor2d(values: number[][]): Tensor;
}
