import { markOf } from '../../src/report/drawing/marks.ts';
import type { Point } from '../../src/report/figures/planes.ts';

import type { Palette, Picture } from './Picture.ts';
import { drawRuler } from './drawRuler.ts';

/** The largest radius to draw: anything larger looks the same from inside. */
const WIDEST = 1e5;
/** Half a line: an ellipse without height would not be drawn at all. */
const THIN = 0.5;

/** The size of the cross, in pixels. */
const INNER = 10;
const OUTER = 18;
const DIRECTIONS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];

const paths = new Map<string, Path2D>();

/**
 * Draws the map.
 * @param width - Pixels.
 * @param height - Pixels.
 */
export function drawMap(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  picture: Picture,
  colour: Palette,
): void {
  const { points, codes, viewport, query, answer } = picture;
  const place = ([x, y]: Point): Point => [
    width / 2 + (x - viewport.center[0]) * viewport.unit,
    height / 2 - (y - viewport.center[1]) * viewport.unit,
  ];
  context.clearRect(0, 0, width, height);
  if (answer) drawDisc(context, place(answer.at), picture, colour);
  context.lineWidth = 0.7;
  context.strokeStyle = colour('paper');
  for (let at = 0; at < codes.length; at++) {
    const [x, y] = place([points[2 * at], points[2 * at + 1]]);
    drawMark(context, x, y, codes[at], colour);
  }
  if (answer?.adversary) {
    drawAdversary(
      context,
      place(answer.at),
      place(answer.adversary.at),
      answer.adversary.code,
      colour,
    );
  }
  drawQuery(context, place(query), answer?.code, colour);
  drawRuler(context, height, picture, colour);
}

// the image of the ball of the certified radius
function drawDisc(
  context: CanvasRenderingContext2D,
  [x, y]: Point,
  { answer, viewport }: Picture,
  colour: Palette,
): void {
  if (!answer || !(answer.radius > 0 && answer.radius < Infinity)) return;
  const { radius, ball, code } = answer;
  const size = (half: number) =>
    Math.min(Math.max(half * radius * viewport.unit, THIN), WIDEST);
  context.beginPath();
  context.ellipse(
    x,
    y,
    size(ball.longer),
    size(ball.shorter),
    -ball.angle,
    0,
    2 * Math.PI,
  );
  context.fillStyle = colour(markOf(code).colour);
  context.strokeStyle = context.fillStyle;
  context.globalAlpha = 0.18;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.stroke();
}

function drawMark(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  code: number,
  colour: Palette,
  size = 1,
): void {
  const mark = markOf(code);
  let path = paths.get(mark.shape);
  if (!path) {
    path = new Path2D(`M0 0${mark.shape}`);
    paths.set(mark.shape, path);
  }
  context.save();
  context.translate(x, y);
  context.scale(size, size);
  context.fillStyle = colour(mark.colour);
  context.fill(path);
  context.stroke(path);
  context.restore();
}

function drawAdversary(
  context: CanvasRenderingContext2D,
  from: Point,
  to: Point,
  code: number,
  colour: Palette,
): void {
  context.strokeStyle = colour('ink');
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
  context.setLineDash([]);
  context.lineWidth = 1;
  drawMark(context, to[0], to[1], code, colour, 1.7);
}

function drawQuery(
  context: CanvasRenderingContext2D,
  [x, y]: Point,
  code: number | undefined,
  colour: Palette,
): void {
  context.lineWidth = 1;
  context.strokeStyle = colour('ink');
  if (code !== undefined) drawMark(context, x, y, code, colour, 1.5);
  // a cross with a gap in the middle, where a disc may be small
  for (const [name, width] of [
    ['paper', 5],
    ['ink', 2],
  ] as const) {
    context.strokeStyle = colour(name);
    context.lineWidth = width;
    context.beginPath();
    for (const [east, north] of DIRECTIONS) {
      context.moveTo(x + INNER * east, y + INNER * north);
      context.lineTo(x + OUTER * east, y + OUTER * north);
    }
    context.stroke();
  }
}
