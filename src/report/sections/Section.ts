import { withoutStyle } from '../figure.ts';

/** A part of a report: a question, an answer in plain words, and what shows it. */
export interface Section {
  /** For links to it. */
  id: string;
  title: string;
  /** Text. */
  lead: string;
  /** HTML. */
  body: string[];
}

/**
 * Puts figures beside each other, where there is room.
 * @param figures - SVGs.
 * @returns HTML.
 */
export function besideEachOther(figures: readonly string[]): string {
  const parts = figures.map(
    (svg) => `<figure class="scroll">${withoutStyle(svg)}</figure>`,
  );
  return `<div class="figures">${parts.join('\n')}</div>`;
}
