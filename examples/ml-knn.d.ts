// ml-knn 3 ships without types; this is what the examples and tests use of it.
declare module 'ml-knn' {
  export default class KNN {
    constructor(
      dataset: number[][],
      labels: readonly unknown[],
      options?: {
        k?: number;
        distance?: (a: ArrayLike<number>, b: ArrayLike<number>) => number;
      },
    );

    predict(dataset: number[][]): Array<number | string | boolean>;

    kdTree: {
      nearest: (point: number[], count: number) => Array<[number[], number]>;
    };
  }
}
