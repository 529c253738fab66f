/** The theme of a figure; `'auto'` is that of the reader's system. */
export type Theme = 'auto' | 'light' | 'dark';

/** All themes. */
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/**
 * Paper and ink, and eight colours that the colour-blind tell apart: those of Okabe and Ito (jfly.uni-koeln.de/color, 2008), with
 * black, or white on dark, as the seventh. On dark some are lighter, for contrast.
 */
const LIGHT =
  'color-scheme:light;--paper:#fff;--ink:#1f2328;--quiet:#59636e;--rule:#e1e4e8;--c0:#0072b2;--c1:#e69f00;--c2:#009e73;--c3:#cc79a7;--c4:#56b4e9;--c5:#d55e00;--c6:#3c424a;--c7:#f0e442';
const DARK =
  'color-scheme:dark;--paper:#14171c;--ink:#e6edf3;--quiet:#9aa4af;--rule:#2f353d;--c0:#3d9ad1;--c1:#e69f00;--c2:#16b98b;--c3:#cc79a7;--c4:#8fd0f5;--c5:#e8772a;--c6:#e6edf3;--c7:#f0e442';

/** How many of them classes and models have. */
export const COLOURS = 8;

/** Whatever the system has to read on a screen. */
export const FONT = 'system-ui,sans-serif';

/** What figures look like. Paper is light, whatever the screen is. */
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
