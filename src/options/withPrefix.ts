/**
 * Runs a check of an option whose message does not say where it stands.
 * @param place - What the message of an error begins with.
 * @throws {TypeError|RangeError} The error of the check, with the place.
 */
export function withPrefix<Result>(place: string, check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const ErrorType = error instanceof RangeError ? RangeError : TypeError;
    throw new ErrorType(`${place}: ${error.message}`, { cause: error });
  }
}
