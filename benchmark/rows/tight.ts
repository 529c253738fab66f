/**
 * Settings with which scikit-learn and pylmnn stop where this library does: when an iteration lowers the objective by less than
 * 3e-7 of it. At their defaults they stop at 1e-5; their default limit
 * of 50 iterations matters for pylmnn on 180 columns only.
 */
export const TIGHT = { tolerance: 3e-7, iterations: 1000 };
