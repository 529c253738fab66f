import type { LabelledData } from '../../data/LabelledData.ts';
import type { Label } from '../../data/labels.ts';
import { describe } from '../../options/describe.ts';

/**
 * Formats a number for a reader: a few digits, no trailing zeros, a true minus sign, powers of ten only for very large
 * and very small numbers.
 * @param digits - The number of significant digits.
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

/** Formats a change: two digits, with the sign. */
export function formatChange(value: number): string {
  return `${value > 0 ? '+' : ''}${formatNumber(value, 2)}`;
}

/**
 * Formats a certified radius, rounded down to two decimals, as the rounded number must hold as well.
 * @param radius - At least 0.
 */
export function formatRadius(radius: number): string {
  if (radius === 0) return '0';
  if (radius < 0.01) return '< 0.01';
  return formatHundredths(radius, Math.floor);
}

/**
 * Formats the norm of a perturbation that was enough, rounded up to two decimals, as the rounded number
 * must hold as well.
 * @param size - At least 0.
 */
export function formatSize(size: number): string {
  return formatHundredths(size, Math.ceil);
}

/**
 * Formats a fraction as a percentage: `95.3 %`, with a no-break space.
 * @param part - From 0 to 1.
 */
export function formatPart(part: number): string {
  return `${Number((part * 100).toFixed(1))}\u00A0%`;
}

/**
 * Formats a count with its noun: `1 row`, `12,000 rows`.
 * @param noun - The singular.
 * @param plural - The plural.
 */
export function formatCount(
  count: number,
  noun: string,
  plural = `${noun}s`,
): string {
  return `${formatInteger(count)} ${count === 1 ? noun : plural}`;
}

/** Formats a whole number with commas between the thousands; `toLocaleString` is not the same everywhere. */
export function formatInteger(count: number): string {
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

/**
 * Names labels so that distinct ones have distinct names: `1` and `'1'` are two classes.
 * @param classes - Distinct labels.
 */
export function nameClasses(classes: readonly Label[]): string[] {
  const names = classes.map(String);
  return names.map((name, at) => {
    const isShared = names.indexOf(name) !== names.lastIndexOf(name);
    if (name.trim() === '' || isShared) return describe(classes[at]);
    return name;
  });
}

/** Describes the shape of data: `105 rows × 4 columns of 3 classes`. */
export function formatShape({ rows, columns, classes }: LabelledData): string {
  return `${formatCount(rows, 'row')} × ${formatCount(columns, 'column')} of ${formatCount(classes.length, 'class', 'classes')}`;
}
