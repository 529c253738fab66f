import { shorten } from '../text/escapeText.ts';

import { element, hint, round, text } from './element.ts';
import { WIDTH } from './figure.ts';

/** What stands in a legend. */
export interface LegendEntry {
  /** An element about a point: it is moved to its place. */
  sample: string;
  /** Half of how wide it is. */
  reach: number;
  name: string;
}

/** A legend, and where it ends. */
export interface Legend {
  body: string[];
  bottom: number;
}

/** More than this is no help to a reader. */
const MOST = 56;
const LINE = 19;
/** Of a name, in letters of some 6.3. */
const LONGEST = 28;
const LETTER = 6.3;

/**
 * Draws a legend, with as many entries per line as fit.
 * @param top - The top of the legend.
 * @returns Elements, and the bottom of the legend.
 */
export function drawLegend(
  entries: readonly LegendEntry[],
  top: number,
): Legend {
  const body: string[] = [];
  let x = 12;
  let y = top + 12;
  const place = (width: number) => {
    if (x > 12 && x + width > WIDTH - 8) {
      x = 12;
      y += LINE;
    }
    const at = x;
    x += width;
    return at;
  };
  for (const { sample, reach, name } of entries.slice(0, MOST)) {
    const shown = shorten(name, LONGEST);
    const width = 2 * reach + 20 + widthOf(shown);
    const at = place(width);
    body.push(
      moved(
        at,
        y,
        hint(name),
        moved(reach, -4, sample),
        text(2 * reach + 5, 0, shown),
      ),
    );
  }
  const more = entries.length - MOST;
  if (more > 0) {
    const at = place(100);
    body.push(text(at, y, `and ${more} more`, { class: 'quiet' }));
  }
  return { body, bottom: entries.length > 0 ? y + 10 : top };
}

function moved(x: number, y: number, ...content: string[]): string {
  const transform = `translate(${round(x)} ${round(y)})`;
  return element('g', { transform }, ...content);
}

// letters of East Asian scripts, and pictures, are twice as wide
function widthOf(name: string): number {
  let width = 0;
  for (const letter of name) {
    width += (letter.codePointAt(0) ?? 0) > 0x2e7f ? 2 * LETTER : LETTER;
  }
  return width;
}
