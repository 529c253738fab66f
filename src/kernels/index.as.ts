export { addTransposeProduct } from './addTransposeProduct.as';
export { blockDistances, turnRows } from './blockDistances.as';
export { multiply } from './multiply.as';
export { findNearPairs, prepareSingles } from './nearPairs.as';
export { addDistanceGradients, measureDistances } from './euclideanNorm.as';
export { addSoftNeighbors } from './softNeighbors.as';
export { measureNear } from './nearRows.as';
export { measureBlocks } from './allDistances.as';
