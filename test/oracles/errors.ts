/** A `RangeError`, for tables of bad input. */
export function range(message: string): RangeError {
  return new RangeError(message);
}

/** A `TypeError`, for tables of bad input. */
export function type(message: string): TypeError {
  return new TypeError(message);
}
