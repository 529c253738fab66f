import { escapeText } from '../text/escapeText.ts';

/** Attributes of an element. Values are ours, not the user's; numbers are rounded. */
export type Attributes = Readonly<Record<string, number | string>>;

/** Writes an element around markup. */
export function element(
  name: string,
  attributes: Attributes,
  ...content: readonly string[]
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => {
      return ` ${key}="${typeof value === 'number' ? round(value) : value}"`;
    })
    .join('');
  return `<${name}${written}>${content.join('\n')}</${name}>`;
}

/**
 * Writes a text element.
 * @param y - The base line.
 * @param content - Raw text, to be escaped.
 */
export function text(
  x: number,
  y: number,
  content: string,
  attributes: Attributes = {},
): string {
  return element('text', { x, y, ...attributes }, escapeText(content));
}

/**
 * Writes the text that is shown when the pointer is on an element.
 * @param about - Raw text, to be escaped.
 * @returns A child of the element.
 */
export function hint(about: string): string {
  return element('title', {}, escapeText(about));
}

/** Writes a finite number as an attribute, rounded to a hundredth of a pixel. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
