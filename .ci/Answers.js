/** What consumers/answers.js printed in one place, held against what it printed in another. */
import { createHash } from 'node:crypto';

/** How far radii may be apart where an engine has other functions: the sum of some thousand roundings, with room to spare. */
const NEAR = 1e-9;

/** The answers of a consumer. */
export class Answers {
  /**
   * Reads them.
   * @param {string} printed - What the consumer printed.
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
   * @param {boolean} isSameEngine - Whether nothing but the same bits will do.
   * @returns {string} How near they are.
   * @throws {Error} They are not near enough.
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
