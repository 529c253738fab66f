/** Compares the output of consumers/answers.js between environments. */
import { createHash } from 'node:crypto';

/**
 * The tolerance of radii for engines with other mathematical functions: the sum of some thousand rounding errors, with
 * some margin.
 */
const NEAR = 1e-9;

/** The answers of a consumer. */
export class Answers {
  /**
   * Parses answers.
   * @param {string} printed - The output of the consumer.
   */
  constructor(printed) {
    this.printed = printed.trim();
    /** The first digits of a digest of all bits. */
    this.digest = createHash('sha256')
      .update(this.printed)
      .digest('hex')
      .slice(0, 12);
    const { figure, ...tables } = JSON.parse(this.printed);
    if (!figure.startsWith('<svg')) throw new Error('there is no figure');
    this.predictions = Object.values(tables).flatMap((of) => of.predictions);
    this.radii = Object.values(tables).flatMap((of) => of.radii);
  }

  /**
   * Compares with the answers of another consumer.
   * @param {Answers} expected - Its answers.
   * @param {boolean} isSameEngine - Whether the bits have to be the same.
   * @returns {string} A description of the agreement.
   * @throws {Error} They differ too much.
   */
  compare(expected, isSameEngine) {
    if (this.printed === expected.printed) return `bits ${this.digest}`;
    if (isSameEngine) throw new Error(`other bits: ${this.digest}`);
    const differ = this.predictions.filter(
      (label, row) => label !== expected.predictions[row],
    ).length;
    if (differ > 0) throw new Error(`${differ} other predictions`);
    const gaps = this.radii.map((radius, row) =>
      Math.abs(radius - expected.radii[row]),
    );
    const most = Math.max(...gaps);
    if (!(most <= NEAR)) throw new Error(`radii differ by ${most}`);
    return `bits ${this.digest}; the same predictions, radii within ${most}`;
  }
}
