import { shorten } from '../text/escapeText.ts';

import { element, hint, round, text } from './element.ts';
import { WIDTH } from './figure.ts';
import { clamp } from './scale.ts';

/** The content of a square. */
export interface Square {
  /** Orange or blue. */
  look: 'plus' | 'minus';
  /** The opacity, from 0 to 1. */
  strength: number;
  /** The text inside; may be empty. */
  label: string;
  /** The text shown when the pointer is on it. */
  about: string;
}

/** Squares in rows, and the space that they take. */
export interface Squares {
  body: string[];
  width: number;
  bottom: number;
}

/** Larger squares would be mostly empty. */
const LARGEST = 56;

/**
 * Draws a square for each pair of names, with the names beside the rows and below the columns.
 * @param top - The top of the first row.
 * @param least - The smallest size of a square, even if the squares do not fit into the width of a figure.
 * @param squareOf - The content of the square of a row and a column, given its size.
 * @returns Elements, and the space that they take.
 */
export function drawSquares(
  names: readonly string[],
  top: number,
  least: number,
  squareOf: (row: number, column: number, size: number) => Square,
): Squares {
  const left = labelWidth(names);
  const wanted = (WIDTH - left - 12) / names.length;
  const size = clamp(wanted, least, LARGEST);
  const bottom = top + names.length * size;
  const turned = names.map((name) => shorten(name, 16));
  const body = names.flatMap((name, row) => {
    const y = top + row * size;
    const x = left + (row + 0.5) * size + 4;
    return [
      text(left - 8, y + size / 2 + 4, shorten(name, 20), {
        'text-anchor': 'end',
        class: size < 18 ? 'small' : '',
      }),
      ...names.map((_, column) =>
        drawSquare(left + column * size, y, size, squareOf(row, column, size)),
      ),
      text(x, bottom + 8, turned[row], {
        class: 'quiet',
        'text-anchor': 'end',
        transform: `rotate(-45 ${round(x)} ${round(bottom + 8)})`,
      }),
    ];
  });
  return {
    body,
    width: Math.max(WIDTH, left + names.length * size + 12),
    bottom: bottom + 14 + labelWidth(turned) * 0.62,
  };
}

/**
 * Draws a square.
 * @param x - The left edge.
 * @param y - The top edge.
 */
export function drawSquare(
  x: number,
  y: number,
  size: number,
  { look, strength, label, about }: Square,
): string {
  const width = size - Math.min(1, size / 10);
  const box = { x, y, width, height: width };
  const parts = [
    hint(about),
    element('rect', { class: 'rule', ...box }),
    element('rect', { class: look, ...box, 'fill-opacity': strength }),
  ];
  if (label !== '') {
    const middle = { class: 'small', 'text-anchor': 'middle' };
    parts.push(text(x + size / 2, y + size / 2 + 3.5, label, middle));
  }
  return element('g', {}, ...parts);
}

/** The width of the longest name, as if no name had more than 20 letters. */
export function labelWidth(names: readonly string[]): number {
  const longest = Math.max(...names.map((name) => Array.from(name).length));
  return 18 + 6.6 * clamp(longest, 4, 20);
}
