/** Whether a figure is light or dark; `auto`: as the reader's system is. */
export type Theme = 'auto' | 'light' | 'dark';

/** The themes there are. */
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/**
 * Eight colours that the colour-blind tell apart: those of Okabe and Ito (jfly.uni-koeln.de/color, 2008), with black, or white on
 * dark, as the eighth. On dark their blue is lighter, for contrast.
 */
const LIGHT = [
  '--paper:#fff;--ink:#1f2328;--quiet:#59636e;--rule:#e1e4e8;--raise:#f6f8fa',
  '--plus:#d55e00;--minus:#0072b2',
  '--c0:#0072b2;--c1:#e69f00;--c2:#009e73;--c3:#cc79a7;--c4:#56b4e9;--c5:#d55e00;--c6:#3c424a;--c7:#f0e442',
].join(';');
const DARK = [
  '--paper:#14171c;--ink:#e6edf3;--quiet:#9aa4af;--rule:#2f353d;--raise:#1d2127',
  '--plus:#e8772a;--minus:#3d9ad1',
  '--c0:#3d9ad1;--c1:#e69f00;--c2:#16b98b;--c3:#cc79a7;--c4:#8fd0f5;--c5:#e8772a;--c6:#e6edf3;--c7:#f0e442',
].join(';');

const COLOURED = Array.from(
  { length: 8 },
  (_, at) => `.mml .c${at}{color:var(--c${at})}`,
).join('');

/** What figures look like. Paper is light, whatever the screen is. */
export const FIGURE_STYLE = [
  `.mml{${LIGHT};color-scheme:light}`,
  `.mml[data-theme=dark]{${DARK};color-scheme:dark}`,
  `@media (prefers-color-scheme:dark){.mml[data-theme=auto]{${DARK};color-scheme:dark}}`,
  `@media print{.mml.mml[data-theme]{${LIGHT};color-scheme:light}}`,
  'svg.mml{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;max-width:100%;height:auto;background:var(--paper)}',
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
  '.mml .bar,.mml .minus{fill:var(--minus)}',
  '.mml .plus{fill:var(--plus)}',
  '.mml .ring{fill:none;stroke:var(--ink);stroke-width:1.5}',
  COLOURED,
].join('\n');
