/** Colours of classes and models; `figureStyle.ts` says what they are. */
const COLOURS = 8;

/** Outlines of marks about a point, of about the same area; some 8 wide. */
const SHAPES = [
  'm-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0z',
  'm-3 -3h6v6h-6z',
  'm0 -4.4l4.2 7.2h-8.4z',
  'm0 -4.4l4.4 4.4l-4.4 4.4l-4.4 -4.4z',
  'm0 4.4l4.2 -7.2h-8.4z',
  'm-1.3 -4.2h2.6v2.9h2.9v2.6h-2.9v2.9h-2.6v-2.9h-2.9v-2.6h2.9z',
  'm0 -4.8l1.3 3.2l3.5 .2l-2.7 2.2l.9 3.4l-3 -1.9l-3 1.9l.9 -3.4l-2.7 -2.2l3.5 -.2z',
];

/** How a class is drawn. */
export interface Mark {
  /** The name of a class in the style, for its colour. */
  colour: string;
  /** A relative path. */
  shape: string;
}

/**
 * The mark of a class: 8 colours, each with 7 shapes, so that 56 classes look different, and neighbours differ in both.
 * @param code - The number of the class.
 * @returns Its mark.
 */
export function markOf(code: number): Mark {
  const turn = Math.floor(code / COLOURS);
  return {
    colour: `c${code % COLOURS}`,
    shape: SHAPES[(code + turn) % SHAPES.length],
  };
}
