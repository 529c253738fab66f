/**
 * Figures as SVG, and a report on a classifier as one HTML file.
 * @module ml-metric-learning/report
 */

export { scatterSVG } from './report/scatterSVG.ts';
export type { Scatter } from './report/Scatter.ts';
export { embeddingSVG } from './report/embeddingSVG.ts';
export type { EmbeddingFigureOptions } from './report/embeddingSVG.ts';
export type { Ellipse, View } from './report/planes.ts';
export { robustnessSVG } from './report/robustnessSVG.ts';
export type {
  RobustnessCurves,
  RobustnessPoint,
} from './report/robustnessSVG.ts';
export { metricSVG } from './report/metricSVG.ts';
export { importanceSVG } from './report/importanceSVG.ts';
export type { MetricFigureOptions } from './report/importanceSVG.ts';
export { historySVG } from './report/historySVG.ts';
export { searchSVG } from './report/searchSVG.ts';
export type { SearchFigureOptions } from './report/searchSVG.ts';
export type {
  FailedSearchCandidate,
  ScoreEstimate,
  SearchCandidate,
  SearchResults,
} from './report/searchResults.ts';
export { confusionSVG } from './report/confusionSVG.ts';
export type { Confusion } from './report/confusionSVG.ts';
export type { FigureOptions } from './report/figure.ts';
export type { Theme } from './report/figureStyle.ts';
export type { AxisNames } from './report/plot.ts';
export { reportHTML } from './report/reportHTML.ts';
export type { ReportOptions } from './report/reportOptions.ts';
export { describeChange } from './report/describeChange.ts';
export type { Columns } from './report/describeChange.ts';
