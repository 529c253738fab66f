/** Why a user's own loss cannot go on. Who knows when that was makes an error of it. */
export class LossFailure extends Error {
  readonly #kind: ErrorConstructor;
  readonly #loss: string;

  /**
   * A failure.
   * @param kind - The kind of error that the user will see.
   * @param problem - What is wrong: the rest of the sentence that the name begins.
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
   * The error for the user.
   * @param time - When it happened: `iteration 0` is the start.
   */
  at(time: string): Error {
    const { cause, message } = this;
    const text = `loss '${this.#loss}' ${message} (${time})`;
    return new this.#kind(text, cause === undefined ? undefined : { cause });
  }
}
