import type { Cost, Figures } from '../rows/Row.ts';

/**
 * Averages several fits of one kind: mean seconds, the largest memory, and mean qualities, whose comparison is repeated
 * for the means. A figure that is missing once is missing in the mean.
 * @param all - At least one.
 */
export function meanOf(all: Figures[]): Figures {
  const [{ size, quality, note }] = all;
  const meanIfAll = (of: (figures: Figures) => number | undefined) => {
    const numbers = all.map((figures) => of(figures));
    const known = numbers.filter((number) => number !== undefined);
    return known.length === all.length ? mean(known) : undefined;
  };
  const theirs = all.map((figures) => figures.theirs);
  const known = theirs.filter((cost) => cost !== undefined);
  return {
    size,
    ours: meanCost(all.map(({ ours }) => ours)),
    theirs: known.length === all.length ? meanCost(known) : undefined,
    note,
    toTheirs: meanIfAll((figures) => figures.toTheirs),
    quality: quality && {
      ...quality,
      ours: mean(all.map((figures) => figures.quality?.ours ?? Number.NaN)),
      theirs: meanIfAll((figures) => figures.quality?.theirs),
    },
  };
}

function meanCost(costs: Cost[]): Cost {
  return {
    seconds: mean(costs.map(({ seconds }) => seconds)),
    megabytes: Math.max(...costs.map(({ megabytes }) => megabytes)),
  };
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
