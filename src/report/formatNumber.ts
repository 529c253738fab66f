/**
 * Writes a number for a reader: a few digits, no trailing zeros, a true minus sign, powers of ten only for the very large and
 * the very small.
 * @param value - A number.
 * @param digits - How many of it count.
 * @returns Text.
 */
export function formatNumber(value: number, digits = 3): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size === Infinity
      ? '∞'
      : size >= 1e-4 && size < 1e6
        ? String(Number(size.toFixed(decimals(size, digits))))
        : size.toExponential(digits - 1).replace(/\.?0*e\+?/, 'e');
  return value < 0 ? `−${text}` : text;
}

/**
 * Writes a change: with its sign.
 * @param value - A number.
 * @returns Text, of two digits.
 */
export function formatChange(value: number): string {
  return `${value > 0 ? '+' : ''}${formatNumber(value, 2)}`;
}

/**
 * Writes a promise: it is rounded down, for what is said must hold.
 * @param radius - A number that is not negative.
 * @returns Text, of two decimals.
 */
export function formatRadius(radius: number): string {
  if (radius === 0) return '0';
  if (radius < 0.01) return '< 0.01';
  return formatHundredths(radius, Math.floor);
}

/**
 * Writes how much was enough: it is rounded up, as a promise is rounded down.
 * @param size - A number that is not negative.
 * @returns Text, of two decimals.
 */
export function formatSize(size: number): string {
  return formatHundredths(size, Math.ceil);
}

/**
 * Writes a part of a whole.
 * @param part - From 0 to 1.
 * @returns Text: `95.3 %`, with a space that does not break.
 */
export function formatPart(part: number): string {
  return `${Number((part * 100).toFixed(1))}\u00A0%`;
}

/**
 * Writes how many there are.
 * @param count - How many.
 * @param noun - Of what, one of it.
 * @param plural - Several of it.
 * @returns Text: `1 row`, `12,000 rows`.
 */
export function formatCount(
  count: number,
  noun: string,
  plural = `${noun}s`,
): string {
  return `${group(count)} ${count === 1 ? noun : plural}`;
}

/**
 * Writes a whole number with commas between the thousands; `toLocaleString` is not the same everywhere.
 * @param count - A whole number.
 * @returns Text.
 */
export function group(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

function formatHundredths(
  size: number,
  rounded: (size: number) => number,
): string {
  return size < 1e6
    ? (rounded(size * 100) / 100).toFixed(2)
    : formatNumber(size);
}

function decimals(size: number, digits: number): number {
  const before = Math.floor(Math.log10(size)) + 1;
  return Math.max(0, digits - before);
}
