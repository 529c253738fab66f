import { element, hint } from './element.ts';
import { COLOURS } from './figureStyle.ts';

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
 * How a class looks: 8 colours, each with 7 shapes, so that 56 classes look different, and neighbours differ in both.
 * @param code - The number of the class.
 * @returns The name of a colour in the style, and an outline about a point.
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
 * @param code - The number of the class.
 * @param place - Where: x and y as they stand in a path. Default: the origin.
 * @param about - What is told when it is pointed at. Default: nothing.
 * @returns An element.
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
 * @param code - The number of what it is of, for its colour.
 * @param points - Places of its points, or a path.
 * @param look - `band`: what is within; `line dashed`.
 * @returns An element.
 */
export function drawLine(
  code: number,
  points: readonly string[],
  look = 'line',
): string {
  const d = `M${points.join('L')}`;
  return element('path', { class: `${look} ${markOf(code).colour}`, d });
}
