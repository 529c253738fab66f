import type { Random } from '../random.ts';

/** Values that an option, or an object of options, may have. */
export interface Dimension {
  /** How many; infinite where there are random numbers among them. */
  count: number;
  /** One of them, by number; undefined where the option is to be left out. Of a finite number only. */
  at: (index: number) => unknown;
  /** One of them, at random. */
  draw: (random: Random) => unknown;
}

/**
 * A single value.
 * @param value - The value.
 * @returns Always that.
 */
export function fixed(value: unknown): Dimension {
  return { count: 1, at: () => value, draw: () => value };
}

/**
 * A random number.
 * @param draw - Makes one.
 * @returns Infinitely many.
 */
export function drawn(draw: (random: Random) => number): Dimension {
  return {
    count: Infinity,
    at: () => {
      throw new RangeError('random numbers cannot be listed');
    },
    draw,
  };
}

/**
 * One of a few, each of which may be many.
 * @param branches - The few.
 * @returns All of them, in order.
 */
export function oneOf(branches: readonly Dimension[]): Dimension {
  return {
    count: branches.reduce((sum, { count }) => sum + count, 0),
    at: (index) => {
      let left = index;
      let branch = 0;
      while (left >= branches[branch].count) left -= branches[branch++].count;
      return branches[branch].at(left);
    },
    draw: (random) =>
      branches[Math.floor(random() * branches.length)].draw(random),
  };
}

/**
 * An object, each of whose options may be many.
 * @param options - Names, and what each may be.
 * @returns All combinations; the last option changes fastest.
 */
export function objectOf(
  options: ReadonlyArray<readonly [name: string, values: Dimension]>,
): Dimension {
  return {
    count: options.reduce((product, [, { count }]) => product * count, 1),
    at: (index) => {
      let left = index;
      const chosen = options.toReversed().map(([name, values]) => {
        const place = left % values.count;
        left = Math.floor(left / values.count);
        return [name, values.at(place)] as const;
      });
      return withoutUndefined(chosen.toReversed());
    },
    draw: (random) =>
      withoutUndefined(
        options.map(([name, values]) => [name, values.draw(random)] as const),
      ),
  };
}

// as JSON has it
function withoutUndefined(
  entries: ReadonlyArray<readonly [string, unknown]>,
): object {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
