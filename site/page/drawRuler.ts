import { formatNumber } from '../../src/report/text/formatNumber.ts';

import type { Palette, Picture } from './Picture.ts';

/** The least length of a ruler, in pixels. */
const SHORTEST = 60;

/**
 * Draws the length of a unit, which is the same along both axes.
 * @param height - Pixels.
 */
export function drawRuler(
  context: CanvasRenderingContext2D,
  height: number,
  { view, viewport }: Picture,
  colour: Palette,
): void {
  const length = niceLength(SHORTEST / viewport.unit);
  const pixels = length * viewport.unit;
  const unit = view === 'inputs' ? 'standard deviation' : 'unit of the metric';
  const several = view === 'inputs' ? `${unit}s` : 'units of the metric';
  const [x, y] = [14, height - 14];
  context.strokeStyle = colour('quiet');
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 5);
  context.lineTo(x, y);
  context.lineTo(x + pixels, y);
  context.lineTo(x + pixels, y - 5);
  context.stroke();
  context.fillStyle = colour('quiet');
  context.font = '12px system-ui, sans-serif';
  const text = `${formatNumber(length)} ${length === 1 ? unit : several}`;
  context.fillText(text, x + 4, y - 8);
}

// 1, 2 or 5 times a power of ten, rounded up
function niceLength(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((one) => one * power >= least) ?? 10;
  return factor * power;
}
