import { shorten } from './escapeText.ts';
import { round, text } from './figure.ts';
import type { Scale, Tick } from './scale.ts';
import { ticksOf } from './scale.ts';

/** Where a figure plots, in its own units. */
export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What is said at the axes. */
export interface AxisNames {
  /** Beneath the horizontal one. */
  x: string;
  /** Above the vertical one: nobody has to turn their head. */
  y: string;
}

/** A digit is some 6 wide, and there is to be air between two numbers. */
const ROOM = { across: 58, down: 44 };

/**
 * Draws both axes, with lines through the plot at round values.
 * @param frame - Where.
 * @param x - The horizontal scale.
 * @param y - The vertical scale.
 * @param names - What they are.
 * @param yTicks - What is written at the vertical one. Default: round values.
 * @returns Elements.
 */
export function drawAxes(
  frame: Frame,
  x: Scale,
  y: Scale,
  names: AxisNames,
  yTicks?: Tick[],
): string[] {
  const { left, right, top, bottom } = frame;
  const across = ticksOf(x, Math.max(2, (right - left) / ROOM.across));
  const down = yTicks ?? ticksOf(y, Math.max(2, (bottom - top) / ROOM.down));
  return [
    ...down.map((tick) => {
      const place = y.place(tick.value);
      return `<path class="rule" d="M${round(left)} ${round(place)}H${round(right)}"/>${text(left - 6, place + 4, tick.text, { class: 'quiet', 'text-anchor': 'end' })}`;
    }),
    ...across.map((tick) => {
      const place = x.place(tick.value);
      return `<path class="axis" d="M${round(place)} ${round(bottom)}v4"/>${text(place, bottom + 17, tick.text, { class: 'quiet', 'text-anchor': 'middle' })}`;
    }),
    `<path class="axis" d="M${round(left)} ${round(bottom)}H${round(right)}"/>`,
    text((left + right) / 2, bottom + 33, fit(names.x, right - left), {
      class: 'quiet',
      'text-anchor': 'middle',
    }),
    text(8, top - 12, fit(names.y, right - 8), { class: 'quiet' }),
  ];
}

// a quiet letter is some 5.6 wide
function fit(name: string, width: number): string {
  return shorten(name, Math.floor(width / 5.6));
}
