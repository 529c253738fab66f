import type { Readers } from '../../options/readOptions.ts';
import { choiceOf, string } from '../../options/readOptions.ts';
import { checkThat } from '../text/checks.ts';
import { escapeText, shorten } from '../text/escapeText.ts';

import { element, round, text } from './element.ts';

/** The theme of a figure; `'auto'` is that of the reader's system. */
export type Theme = 'auto' | 'light' | 'dark';

/** All themes. */
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

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

/**
 * Paper and ink, and eight colours that the colour-blind tell apart: those of Okabe and Ito (jfly.uni-koeln.de/color, 2008), with
 * black, or white on dark, as the seventh. On dark some are lighter, for contrast.
 */
const LIGHT =
  'color-scheme:light;--paper:#fff;--ink:#1f2328;--quiet:#59636e;--rule:#e1e4e8;--c0:#0072b2;--c1:#e69f00;--c2:#009e73;--c3:#cc79a7;--c4:#56b4e9;--c5:#d55e00;--c6:#3c424a;--c7:#f0e442';
const DARK =
  'color-scheme:dark;--paper:#14171c;--ink:#e6edf3;--quiet:#9aa4af;--rule:#2f353d;--c0:#3d9ad1;--c1:#e69f00;--c2:#16b98b;--c3:#cc79a7;--c4:#8fd0f5;--c5:#e8772a;--c6:#e6edf3;--c7:#f0e442';

/** The number of colours for classes and models. */
export const COLOURS = 8;

/** The default font of the system. */
export const FONT = 'system-ui,sans-serif';

/** What figures look like. Printed figures are light, whatever the theme. */
export const FIGURE_STYLE = [
  `.mml{${LIGHT}}`,
  `.mml[data-theme=dark]{${DARK}}`,
  `@media (prefers-color-scheme:dark){.mml[data-theme=auto]{${DARK}}}`,
  `@media print{.mml.mml[data-theme]{${LIGHT}}}`,
  `svg.mml{font:12px ${FONT};max-width:100%;height:auto;background:var(--paper)}`,
  '.mml text{fill:var(--ink)}',
  '.mml .quiet{fill:var(--quiet);font-size:11px}',
  '.mml .small{font-size:10px}',
  '.mml .head{font-weight:600;font-size:13px}',
  '.mml .rule{stroke:var(--rule);fill:none}',
  '.mml .axis{stroke:var(--quiet);fill:none}',
  '.mml .mark{fill:currentColor;stroke:var(--ink);stroke-width:.7;stroke-opacity:.75}',
  '.mml .disc{fill:currentColor;stroke:currentColor;stroke-width:.8}',
  '.mml .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}',
  '.mml .dashed{stroke-dasharray:5 4}',
  '.mml .band{fill:currentColor;fill-opacity:.1}',
  '.mml .bar,.mml .minus{fill:var(--c0)}',
  '.mml .plus{fill:var(--c5)}',
  '.mml .ring{fill:none;stroke:var(--ink);stroke-width:1.5}',
  ...Array.from(
    { length: COLOURS },
    (_, code) => `.mml .c${code}{color:var(--c${code})}`,
  ),
].join('\n');

/** The parts of a figure. */
export interface FigureParts {
  /** One or two sentences for screen readers. */
  description: string;
  /** Default: `WIDTH`. */
  width?: number;
  height: number;
  /** SVG, under the title, which takes 24 from the top. */
  body: string[];
}

/** The width of figures: that of a phone, so that they are legible there. */
export const WIDTH = 400;

/**
 * The checks of the options of a figure.
 * @param title - The default, also where a title is blank.
 * @param id - The default.
 */
export function figureReaders(
  title: string,
  id: string,
): Readers<Required<FigureOptions>> {
  const readTitle = string(title);
  return {
    theme: choiceOf(THEMES, 'auto'),
    title: (name, given) => {
      const text = readTitle(name, given);
      return text.trim() ? text : title;
    },
    id: (name, given = id) => {
      const isId = typeof given === 'string' && /^[a-z][\w-]*$/i.test(given);
      const wanted =
        'letters, digits, hyphens and underscores, starting with a letter';
      checkThat(isId, name, wanted, given);
      return given;
    },
  };
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
