/** What index.as.ts exports: an array is the place of its first byte. What they do stands beside the kernels of the same name. */
export interface CompiledLoops {
  multiply: (...places: number[]) => void;
  addTransposeProduct: (...places: number[]) => void;
  addSoftNeighbors: (...places: number[]) => number;
  prepareSingles: (...places: number[]) => void;
  findNearPairs: (...places: number[]) => number;
  turnRows: (...places: number[]) => void;
  blockDistances: (...places: number[]) => void;
  measureDistances: (...places: number[]) => void;
  addDistanceGradients: (...places: number[]) => void;
  measureNear: (...places: number[]) => number;
  measureBlocks: (...places: number[]) => void;
  addHinges: (...places: number[]) => number;
  addMarginPenalties: (...places: number[]) => number;
  sum: (...places: number[]) => number;
  invert: (...places: number[]) => void;
}

/** Compiled kernels, run by one thread or by some that share their memory. */
export interface CompiledKernels extends CompiledLoops {
  /** How many threads there are; one, if it is not there. */
  threads?: number;
  /** Runs a kernel a number of times at once, as many as there are threads at most, and returns what each run returns. */
  runEach?: (name: keyof CompiledLoops, calls: number[][]) => number[];
}
