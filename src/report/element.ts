import { escapeText } from './escapeText.ts';

/** Attributes of an element. Values are ours, not the user's; numbers are rounded. */
export type Attributes = Readonly<Record<string, number | string>>;

/**
 * An element.
 * @param name - Its name.
 * @param attributes - Its attributes.
 * @param content - Markup within, piece by piece.
 * @returns Markup.
 */
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
 * A piece of text.
 * @param x - Where it is.
 * @param y - Its base line.
 * @param content - Raw text.
 * @param attributes - What else the element has.
 * @returns An element.
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
 * What is told when an element is pointed at.
 * @param about - Raw text.
 * @returns An element that goes into it.
 */
export function hint(about: string): string {
  return element('title', {}, escapeText(about));
}

/**
 * A number as it stands in an attribute: a hundredth of a pixel is not seen.
 * @param value - A finite number.
 * @returns Text.
 */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
