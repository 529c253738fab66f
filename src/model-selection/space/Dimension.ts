import type { Random } from '../../data/random.ts';

/** The values that an option, or an object of options, may take. */
export interface Dimension {
  /** The number of values; infinite if there is a continuous distribution among them. */
  count: number;
  /** The value with an index; undefined to omit the option. For a finite number of values only. */
  at: (index: number) => unknown;
  /** A random value. */
  draw: (random: Random) => unknown;
}

/** A single value. */
export function fixed(value: unknown): Dimension {
  return { count: 1, at: () => value, draw: () => value };
}

/** Random numbers of a continuous distribution. */
export function drawn(draw: (random: Random) => number): Dimension {
  return {
    count: Infinity,
    at: () => {
      throw new RangeError('a continuous distribution cannot be enumerated');
    },
    draw,
  };
}

/** The values of all branches, in order. */
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

/** All combinations of the values of options; the last option changes fastest. */
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

// as JSON.stringify does
function withoutUndefined(
  entries: ReadonlyArray<readonly [string, unknown]>,
): object {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
