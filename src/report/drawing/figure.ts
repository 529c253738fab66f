import { checkChoice, checkOptionNames } from '../../options/checks.ts';
import { checkText, checkThat } from '../text/checks.ts';
import { escapeText, shorten } from '../text/escapeText.ts';

import { element, round, text } from './element.ts';
import type { Theme } from './figureStyle.ts';
import { FIGURE_STYLE, THEMES } from './figureStyle.ts';

/** The options of every figure. */
export interface FigureOptions {
  /**
   * The title above the figure.
   * @default a title for the kind of figure
   */
  title?: string;
  /**
   * A prefix for ids within the SVG, unique on the page: letters, digits, hyphens and underscores,
   * starting with a letter.
   * @default the kind of figure
   */
  id?: string;
  /**
   * `'light'`, `'dark'`, or `'auto'` for that of the reader's system.
   * @default 'auto'
   */
  theme?: Theme;
}

/** The names of the options. */
const FIGURE_OPTIONS = ['title', 'id', 'theme'];

/** What a figure is made of. */
export interface FigureParts {
  /** One or two sentences for those who cannot see it. */
  description: string;
  /** Default: as a phone. */
  width?: number;
  height: number;
  /** SVG, under the title, which takes 24 from the top. */
  body: string[];
}

/** How wide figures are: as a phone is, so that they are legible on one. */
export const WIDTH = 400;

/**
 * Checks the options of a figure, and fills in the defaults.
 * @param others - The names of further options of this figure.
 * @throws {TypeError|RangeError} If an option is unknown or invalid.
 */
export function checkFigureOptions(
  options: FigureOptions,
  defaults: { title: string; id: string },
  others: readonly string[] = [],
): Required<FigureOptions> {
  checkOptionNames(options, 'options', [...FIGURE_OPTIONS, ...others]);
  const { title = defaults.title, id = defaults.id, theme = 'auto' } = options;
  checkChoice(theme, 'theme', THEMES);
  checkText(title, 'title');
  checkThat(
    typeof id === 'string' && /^[a-z][\w-]*$/i.test(id),
    'id',
    'letters, digits, hyphens and underscores, starting with a letter',
    id,
  );
  return { title: title.trim() ? title : defaults.title, id, theme };
}

/**
 * Assembles a figure.
 * @returns A standalone SVG, with a name and a description for screen readers.
 */
export function figure(
  { title, id, theme }: Required<FigureOptions>,
  { description, width = WIDTH, height, body }: FigureParts,
): string {
  // a bold letter is some 7.2 wide
  const head = shorten(title, Math.floor((width - 16) / 7.2));
  const content = [
    element('title', { id: `${id}-title` }, escapeText(title)),
    element('desc', { id: `${id}-desc` }, escapeText(description)),
    element('style', {}, FIGURE_STYLE),
    text(8, 17, head, { class: 'head' }),
    ...body,
  ];
  return element(
    'svg',
    {
      // eslint-disable-next-line unicorn/prefer-https -- a name, not an address
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'mml',
      'data-theme': theme,
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
    },
    ...content,
  );
}

/** Removes the style of a figure, for a page that has it once for all figures. */
export function withoutStyle(svg: string): string {
  return svg.replace(`<style>${FIGURE_STYLE}</style>\n`, '');
}
