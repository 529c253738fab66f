export { addTransposeProduct } from './addTransposeProduct.as';
export { blockDistances } from './blockDistances.as';
export { multiply } from './multiply.as';
export { addDistanceGradients, measureDistances } from './euclideanNorm.as';
