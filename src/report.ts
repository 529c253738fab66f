/**
 * Figures as SVG, and a report on a classifier as one HTML file.
 * @module ml-metric-learning/report
 */

export { scatterSVG } from './report/figures/scatterSVG.ts';
export type { Scatter } from './report/figures/scatterSVG.ts';
export { embeddingSVG } from './report/figures/embeddingSVG.ts';
export type { EmbeddingFigureOptions } from './report/figures/embeddingSVG.ts';
export type { Ellipse, View } from './report/figures/planes.ts';
export { robustnessSVG } from './report/figures/robustnessSVG.ts';
export type {
  CurvePoint as RobustnessPoint,
  RobustnessCurves,
} from './report/figures/robustnessSVG.ts';
export { metricSVG } from './report/figures/metricSVG.ts';
export { importanceSVG } from './report/figures/importanceSVG.ts';
export type { MetricFigureOptions } from './report/figures/importanceSVG.ts';
export { historySVG } from './report/figures/historySVG.ts';
export { searchSVG } from './report/figures/searchSVG.ts';
export type { SearchFigureOptions } from './report/figures/searchSVG.ts';
export type {
  FailedSearchCandidate,
  ScoreEstimate,
  SearchCandidate,
  SearchResults,
} from './report/figures/searchCandidates.ts';
export { confusionSVG } from './report/figures/confusionSVG.ts';
export type { Confusion } from './report/figures/confusionSVG.ts';
export type { FigureOptions } from './report/drawing/figure.ts';
export type { Theme } from './report/drawing/figure.ts';
export type { AxisNames } from './report/drawing/plot.ts';
export { reportHTML } from './report/page/reportHTML.ts';
export type { ReportOptions } from './report/page/reportOptions.ts';
export { describeChange } from './report/text/describeChange.ts';
export type { Columns } from './report/text/describeChange.ts';
