import type { Work } from '../async/work.ts';

/**
 * A quantile by linear interpolation between order statistics, as numpy's default. O(n), with a pause after each pass
 * over what is left, which no library offers.
 * @param values - At least one; reordered.
 * @param fraction - From 0 to 1.
 */
export function* quantile(
  values: Float64Array,
  fraction: number,
): Work<number> {
  const position = fraction * (values.length - 1);
  const place = Math.floor(position);
  yield* select(values, place);
  const below = values[place];
  if (position === place) return below;
  let above = Infinity;
  for (let i = place + 1; i < values.length; i++) {
    above = Math.min(above, values[i]);
  }
  return below + (position - place) * (above - below);
}

// puts the value of a place there, smaller ones before it and larger ones after it (Hoare's quickselect)
function* select(values: Float64Array, place: number): Work<void> {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = middleOf(
      values[left],
      values[(left + right) >> 1],
      values[right],
    );
    let up = left;
    let down = right;
    while (up <= down) {
      while (values[up] < pivot) up++;
      while (values[down] > pivot) down--;
      if (up > down) break;
      const value = values[up];
      values[up++] = values[down];
      values[down--] = value;
    }
    // between the two, the value is in its place: both move, past each other
    if (place < up) right = down;
    if (place > down) left = up;
    yield;
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
