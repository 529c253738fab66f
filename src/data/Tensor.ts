/** A tensor of TensorFlow.js, as far as it is used here. */
export interface Tensor {
  /** Returns the values as nested arrays. */
  arraySync: () => unknown;
}

/** Returns the values of a tensor as nested arrays, and any other value as it is. */
export function readTensor<Value>(value: Value | Tensor): Value {
  return isTensor(value) ? (value.arraySync() as Value) : value;
}

function isTensor(value: unknown): value is Tensor {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as Partial<Tensor>).arraySync === 'function';
}
