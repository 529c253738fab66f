/** A failure of a custom loss. The caller that knows the iteration or the batch turns it into an error for the user. */
export class LossFailure extends Error {
  readonly #kind: ErrorConstructor;
  readonly #loss: string;

  /**
   * Describes the failure.
   * @param kind - The class of the error for the user.
   * @param problem - What is wrong: the rest of a sentence that begins with the name of the loss.
   */
  constructor(
    kind: ErrorConstructor,
    loss: string,
    problem: string,
    cause?: unknown,
  ) {
    super(problem, { cause });
    this.#kind = kind;
    this.#loss = loss;
  }

  /**
   * Creates the error for the user, which names the loss and the time.
   * @param time - When it happened: `iteration 0` is the start.
   */
  at(time: string): Error {
    const { cause, message } = this;
    const text = `loss '${this.#loss}' ${message} (${time})`;
    return new this.#kind(text, cause === undefined ? undefined : { cause });
  }
}
