/** Whether a figure is light or dark; `auto`: as the reader's system is. */
export type Theme = 'auto' | 'light' | 'dark';

/** The themes there are. */
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/**
 * Eight colours that the colour-blind tell apart: those of Okabe and Ito (jfly.uni-koeln.de/color, 2008), with black, or white on
 * dark, as the eighth. On dark their blue is lighter, for contrast; some are the same on both.
 */
const COLOURS = [
  'var(--blue)',
  '#e69f00',
  'var(--green)',
  '#cc79a7',
  'var(--sky)',
  'var(--red)',
  'var(--black)',
  '#f0e442',
];
const LIGHT =
  'color-scheme:light;--paper:#fff;--ink:#1f2328;--quiet:#59636e;--rule:#e1e4e8;--blue:#0072b2;--green:#009e73;--sky:#56b4e9;--red:#d55e00;--black:#3c424a';
const DARK =
  'color-scheme:dark;--paper:#14171c;--ink:#e6edf3;--quiet:#9aa4af;--rule:#2f353d;--blue:#3d9ad1;--green:#16b98b;--sky:#8fd0f5;--red:#e8772a;--black:#e6edf3';

/** Whatever the system has to read on a screen. */
export const FONT =
  'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif';

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
  '.mml .bar,.mml .minus{fill:var(--blue)}',
  '.mml .plus{fill:var(--red)}',
  '.mml .ring{fill:none;stroke:var(--ink);stroke-width:1.5}',
  ...COLOURS.map((colour, code) => `.mml .c${code}{color:${colour}}`),
].join('\n');
