import type { LegendEntry } from './drawLegend.ts';
import { drawLegend } from './drawLegend.ts';
import type { FigureOptions } from './figure.ts';
import { figure } from './figure.ts';
import type { Plot } from './plot.ts';

/** What a figure with two axes is made of. */
export interface PlotParts {
  /** One or two sentences for those who cannot see it. */
  description: string;
  plot: Plot;
  /** What is drawn between the axes. */
  body: readonly string[];
  legend?: readonly LegendEntry[];
}

/** Assembles a figure with two axes, and a legend below. */
export function plotFigure(
  options: Required<FigureOptions>,
  { description, plot, body, legend = [] }: PlotParts,
): string {
  const beneath = drawLegend(legend, plot.end);
  return figure(options, {
    description,
    height: beneath.bottom,
    body: [...plot.axes, ...body, ...beneath.body],
  });
}
