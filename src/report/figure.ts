import { describe } from '../validation/describe.ts';
import { checkChoice, checkOptionNames } from '../validation/options.ts';

import { escapeText, shorten } from './escapeText.ts';
import type { Theme } from './figureStyle.ts';
import { FIGURE_STYLE, THEMES } from './figureStyle.ts';

/** What every figure can be told. */
export interface FigureOptions {
  /**
   * What stands above it.
   * @default what the figure shows
   */
  title?: string;
  /**
   * Where names within the SVG begin, for pages that hold several: letters, digits and hyphens, a letter first.
   * @default the kind of figure
   */
  id?: string;
  /**
   * `'light'`, `'dark'`, or `'auto'`: as the reader's system is.
   * @default 'auto'
   */
  theme?: Theme;
}

/** Their names. */
const FIGURE_OPTIONS = ['title', 'id', 'theme'];

/** What a figure is made of. */
export interface FigureParts {
  /** One or two sentences for those who cannot see it. */
  description: string;
  width: number;
  height: number;
  /** SVG, under the title, which takes 24 from the top. */
  body: string[];
}

/** How wide figures are: as a phone is, so that they are legible on one. */
export const WIDTH = 400;

/**
 * Checks what every figure can be told, and fills in the defaults.
 * @param options - What the user gave.
 * @param defaults - Title and id.
 * @param others - What else this figure can be told.
 * @returns All of it.
 * @throws {TypeError|RangeError} Unknown names, another kind of value.
 */
export function checkFigureOptions(
  options: FigureOptions,
  defaults: { title: string; id: string },
  others: readonly string[] = [],
): Required<FigureOptions> {
  checkOptionNames(options, 'options', [...FIGURE_OPTIONS, ...others]);
  const { title = defaults.title, id = defaults.id, theme = 'auto' } = options;
  checkChoice(theme, 'theme', THEMES);
  if (typeof title !== 'string') {
    throw new TypeError(`title must be a string, got ${describe(title)}`);
  }
  if (typeof id !== 'string' || !/^[a-z][\w-]*$/i.test(id)) {
    throw new TypeError(
      `id must be letters, digits and hyphens, a letter first, got ${describe(id)}`,
    );
  }
  return { title: title.trim() ? title : defaults.title, id, theme };
}

/**
 * Puts a figure together.
 * @param options - Title, id, theme.
 * @param parts - What it shows.
 * @returns An SVG that stands alone, and has a name and a description for screen readers.
 */
export function figure(
  { title, id, theme }: Required<FigureOptions>,
  { description, width, height, body }: FigureParts,
): string {
  const size = `${round(width)} ${round(height)}`;
  // a bold letter is some 7.2 wide
  const head = shorten(title, Math.floor((width - 16) / 7.2));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="mml" data-theme="${theme}" viewBox="0 0 ${size}" width="${round(width)}" height="${round(height)}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escapeText(title)}</title>`,
    `<desc id="${id}-desc">${escapeText(description)}</desc>`,
    `<style>${FIGURE_STYLE}</style>`,
    text(8, 17, head, { class: 'head' }),
    ...body,
    '</svg>',
  ].join('\n');
}

/**
 * Leaves out the style of a figure: a page of several has it once.
 * @param svg - What `figure` made.
 * @returns The same without.
 */
export function withoutStyle(svg: string): string {
  return svg.replace(`<style>${FIGURE_STYLE}</style>\n`, '');
}

/**
 * A piece of text.
 * @param x - Where it is.
 * @param y - Its base line.
 * @param content - Raw text.
 * @param attributes - Of the element; values are ours.
 * @returns An element.
 */
export function text(
  x: number,
  y: number,
  content: string,
  attributes: Record<string, string> = {},
): string {
  const more = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
  return `<text x="${round(x)}" y="${round(y)}"${more}>${escapeText(content)}</text>`;
}

/**
 * A number as it stands in an attribute: a hundredth of a pixel is not seen.
 * @param value - A finite number.
 * @returns Text.
 */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
