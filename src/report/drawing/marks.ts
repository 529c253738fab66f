import { element, hint } from './element.ts';
import { COLOURS } from './figure.ts';

/** Outlines of marks about a point, of about the same area; some 8 wide. */
const SHAPES = [
  'm-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0z',
  'm-3 -3h6v6h-6z',
  'm0 -4.4l4.2 7.2h-8.4z',
  'm0 -4.4l4.4 4.4l-4.4 4.4l-4.4 -4.4z',
  'm0 4.4l4.2 -7.2h-8.4z',
  'm-1.3 -4.2h2.6v2.9h2.9v2.6h-2.9v2.9h-2.6v-2.9h-2.9v-2.6h2.9z',
  'm-4.2 -4.2l4.2 2l4.2 -2l-2 4.2l2 4.2l-4.2 -2l-4.2 2l2 -4.2z',
];

/**
 * The mark of a class: 8 colours, each with 7 shapes, so that 56 classes look different, and consecutive
 * classes differ in both.
 * @returns The name of a colour in the style, and an outline around a point.
 */
export function markOf(code: number): { colour: string; shape: string } {
  const turn = Math.floor(code / COLOURS);
  return {
    colour: `c${code % COLOURS}`,
    shape: SHAPES[(code + turn) % SHAPES.length],
  };
}

/**
 * Draws the mark of a class.
 * @param place - x and y, as in a path. Default: the origin.
 * @param about - The text shown when the pointer is on the mark. Default: none.
 */
export function drawMark(code: number, place = '0 0', about?: string): string {
  const { colour, shape } = markOf(code);
  return element(
    'path',
    { class: `mark ${colour}`, d: `M${place}${shape}` },
    ...(about === undefined ? [] : [hint(about)]),
  );
}

/**
 * Draws a line.
 * @param code - The number that determines its colour.
 * @param points - Its points, as in a path, or a path.
 * @param look - Its class in the style: `band` fills its inside; `line dashed`.
 */
export function drawLine(
  code: number,
  points: readonly string[],
  look = 'line',
): string {
  const d = `M${points.join('L')}`;
  return element('path', { class: `${look} ${markOf(code).colour}`, d });
}
