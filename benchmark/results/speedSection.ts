import { format, resolveConfig } from 'prettier';

import type { Entry, FitEntry, Report } from './Report.ts';
import { digits } from './digits.ts';
import { lossesOf } from './losses.ts';
import { titleOf } from './tables.ts';

/** The fits that the README shows. */
const SHOWN = ['nca-satellite', 'lmnn-digits', 'active-letter'];
/** From the heading to the next one. */
const SECTION = /(?<=^## Speed\n)[^]*?(?=^## )/m;

// three fits, and all rows in which a peer is faster
function speedSection({ entries }: Report): string {
  const shown = SHOWN.flatMap((name) =>
    entries.filter(
      (entry): entry is FitEntry => entry.kind === 'fit' && entry.name === name,
    ),
  );
  const lines = shown.map((entry) => {
    const { toTheirs, theirs } = entry.figures;
    return `| ${titleOf(entry)} | ${digits(toTheirs)} | ${digits(theirs?.seconds)} (${entry.peer}) |`;
  });
  return [
    'Seconds on one core, from [the benchmark](benchmark/RESULTS.md): the other library’s whole fit, and ours until its objective is as good.',
    ['| fit | ours | other |', '| :-- | --: | --: |', ...lines].join('\n'),
    writeSlower(entries),
  ].join('\n\n');
}

function writeSlower(entries: Entry[]): string {
  const worksOf = new Map<string, string[]>();
  for (const { work, peer, isSlower } of lossesOf(entries)) {
    if (isSlower) worksOf.set(peer, [...(worksOf.get(peer) ?? []), work]);
  }
  if (worksOf.size === 0) return 'No other library is faster in any row of it.';
  const lists = Array.from(
    worksOf,
    ([peer, works]) => `${works.join('; ')} (${peer})`,
  );
  return `[Slower, to its objective or to our end](benchmark/RESULTS.md#where-this-library-loses): ${lists.join('; ')}.`;
}

/**
 * Replaces the section of the README about speed.
 * @param readme - The text, formatted as the repository is.
 * @param report - The figures.
 * @returns The text, formatted likewise.
 */
export async function replaceSpeed(
  readme: string,
  report: Report,
): Promise<string> {
  const text = readme.replace(SECTION, () => `\n${speedSection(report)}\n\n`);
  const style = await resolveConfig(import.meta.filename);
  return format(text, { ...style, parser: 'markdown' });
}
