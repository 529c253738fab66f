import { shorten } from '../text/escapeText.ts';

import { element, hint, round, text } from './element.ts';
import type { FigureOptions } from './figure.ts';
import { WIDTH, figure } from './figure.ts';
import type { Domain, Scale, Tick } from './scale.ts';
import { linearScale, ticksOf } from './scale.ts';

/** The frame of a plot: below the title, with space for numbers on the left. */
export const FRAME = { left: 52, right: WIDTH - 12, top: 54 };

/** The names of the axes of a figure. */
export interface AxisNames {
  /** The name of the horizontal axis, below it. */
  x: string;
  /** The name of the vertical axis, above it and not rotated. */
  y: string;
}

/** Two axes. */
export interface Plot {
  x: Scale;
  y: Scale;
  /** Both axes, with lines through the plot at round values. */
  axes: string[];
  /** The bottom of the axes with their names. */
  end: number;
  /** The place of a point: x and y as in a path. */
  place: (x: number, y: number) => string;
}

/** The parts of a figure with two axes. */
export interface PlotParts {
  /** One or two sentences for screen readers. */
  description: string;
  plot: Plot;
  /** What is drawn between the axes. */
  body: readonly string[];
  legend?: readonly LegendEntry[];
}

/** An entry of a legend. */
export interface LegendEntry {
  /** An element around the origin. */
  sample: string;
  /** Half of its width. */
  reach: number;
  name: string;
}

/** The distance between two ticks: a digit is some 6 wide. */
const TICK_DISTANCE = { across: 58, down: 44 };

/** The largest number of entries in a legend. */
const MOST_ENTRIES = 56;
/** The height of a line. */
const LINE = 19;
/** The largest number of letters of a name, and the width of a letter. */
const LONGEST = 28;
const LETTER = 6.3;

/**
 * Lays out both axes.
 * @param bottom - The place of the horizontal axis.
 * @param across - The first and the last value of the horizontal axis.
 * @param upwards - The first and the last value of the vertical axis.
 * @param names - The names of the axes.
 * @param yTicks - The ticks of the vertical axis. Default: round values.
 * @param left - The place of the vertical axis.
 * @returns The axes, and the places of points.
 */
export function plotIn(
  bottom: number,
  across: Domain,
  upwards: Domain,
  names: AxisNames,
  yTicks?: Tick[],
  left = FRAME.left,
): Plot {
  const { right, top } = FRAME;
  const width = right - left;
  const x = linearScale(across, [left, right]);
  const y = linearScale(upwards, [bottom, top]);
  const columns = ticksOf(x, width / TICK_DISTANCE.across);
  const rows = yTicks ?? ticksOf(y, (bottom - top) / TICK_DISTANCE.down);
  const middle = { class: 'quiet', 'text-anchor': 'middle' };
  return {
    x,
    y,
    axes: [
      ...rows.flatMap((tick) => {
        const at = y.place(tick.value);
        const end = { class: 'quiet', 'text-anchor': 'end' };
        return [
          drawPath('rule', left, at, `H${right}`),
          text(left - 6, at + 4, tick.text, end),
        ];
      }),
      ...columns.flatMap((tick) => {
        const at = x.place(tick.value);
        return [
          drawPath('axis', at, bottom, 'v4'),
          text(at, bottom + 17, tick.text, middle),
        ];
      }),
      drawPath('axis', left, bottom, `H${right}`),
      text((left + right) / 2, bottom + 33, fit(names.x, width), middle),
      text(8, top - 12, fit(names.y, right - 8), { class: 'quiet' }),
    ],
    end: bottom + 42,
    place: (valueX, valueY) =>
      `${round(x.place(valueX))} ${round(y.place(valueY))}`,
  };
}

/** Assembles a figure with two axes, and a legend below. */
export function plotFigure(
  options: Required<FigureOptions>,
  { description, plot, body, legend = [] }: PlotParts,
): string {
  const beneath = drawLegend(legend, plot.end);
  return figure(options, {
    description,
    height: beneath.bottom,
    body: [...plot.axes, ...body, ...beneath.body],
  });
}

function drawPath(look: string, x: number, y: number, rest: string): string {
  return element('path', { class: look, d: `M${round(x)} ${round(y)}${rest}` });
}

// a quiet letter is some 5.6 wide
function fit(name: string, width: number): string {
  return shorten(name, Math.floor(width / 5.6));
}

/**
 * Draws a legend, with as many entries per line as fit.
 * @param top - The top of the legend.
 * @returns Elements, and the bottom of the legend.
 */
function drawLegend(
  entries: readonly LegendEntry[],
  top: number,
): { body: string[]; bottom: number } {
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
  for (const { sample, reach, name } of entries.slice(0, MOST_ENTRIES)) {
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
  const more = entries.length - MOST_ENTRIES;
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
