export { addTransposeProduct } from './addTransposeProduct.as';
export { blockDistances, turnRows } from './blockDistances.as';
export { multiply } from './multiply.as';
export { findBelow } from './findBelow.as';
export { addDistanceGradients } from './euclideanGradient.as';
export { measureDistances } from './euclideanNorm.as';
export { addSoftNeighbors } from './softNeighbors.as';
export { measureNear } from './nearRows.as';
