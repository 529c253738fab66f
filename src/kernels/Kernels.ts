import { measureBlocks } from './distances/allDistances.ts';
import {
  blockDistances,
  packBlocks,
  packRows,
} from './distances/blockDistances.ts';
import type { ScreenedRows } from './distances/float32Rows.ts';
import { findNearPairs } from './distances/nearPairs.ts';
import { measureNear } from './distances/nearRows.ts';
import {
  addDistanceGradients,
  measureDistances,
} from './norms/euclideanNorm.ts';
import { addTransposeProduct } from './products/addTransposeProduct.ts';
import { invert } from './products/invert.ts';
import { multiply } from './products/multiply.ts';
import { sum } from './products/sum.ts';
import { addMarginPenalties } from './terms/marginPenalties.ts';
import { addSlopeGradients } from './terms/slopeGradients.ts';
import { addSoftNeighbors, weighNeighbors } from './terms/softNeighbors.ts';
import { addHinges } from './terms/tripletHinges.ts';

/**
 * The loops that take most of the time, over typed arrays. There are three implementations with the same bits:
 * JavaScript (below), WebAssembly, and WebAssembly in several threads (`compiledKernels`). An `Arena` provides one of
 * them and the memory that it works on. Each loop is documented where it is written in JavaScript.
 */
export interface Kernels {
  /** The number of parts of a loop that run at once; 1 without threads. */
  readonly threads: number;
  multiply: typeof multiply;
  addTransposeProduct: typeof addTransposeProduct;
  sum: typeof sum;
  invert: typeof invert;
  measureDistances: typeof measureDistances;
  addDistanceGradients: typeof addDistanceGradients;
  packRows: typeof packRows;
  packBlocks: typeof packBlocks;
  blockDistances: typeof blockDistances;
  measureBlocks: typeof measureBlocks;
  measureNear: typeof measureNear;
  /** Writes the single-precision rows that `findNearPairs` compares first; JavaScript does not need them. */
  writeFloat32Rows: (screened: ScreenedRows) => void;
  findNearPairs: typeof findNearPairs;
  addHinges: typeof addHinges;
  addMarginPenalties: typeof addMarginPenalties;
  addSoftNeighbors: typeof addSoftNeighbors;
  weighNeighbors: typeof weighNeighbors;
  addSlopeGradients: typeof addSlopeGradients;
}

/** The kernels in JavaScript, for arrays in any memory. */
export const javascript: Kernels = {
  threads: 1,
  multiply,
  addTransposeProduct,
  sum,
  invert,
  measureDistances,
  addDistanceGradients,
  packRows,
  packBlocks,
  blockDistances,
  measureBlocks,
  measureNear,
  writeFloat32Rows: () => undefined,
  findNearPairs,
  addHinges,
  addMarginPenalties,
  addSoftNeighbors,
  weighNeighbors,
  addSlopeGradients,
};
