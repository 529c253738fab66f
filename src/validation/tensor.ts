/** A tensor of TensorFlow.js, as far as it is read here. */
export interface Tensor {
  arraySync: () => unknown;
}

/** Reads a tensor; leaves anything else as it is. */
export function readTensor<Value>(value: Value | Tensor): Value {
  return isTensor(value) ? (value.arraySync() as Value) : value;
}

function isTensor(value: unknown): value is Tensor {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as Partial<Tensor>).arraySync === 'function';
}
