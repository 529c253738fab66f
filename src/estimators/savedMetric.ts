import { toDense, toRows } from '../validation/dense.ts';
import { describe } from '../validation/describe.ts';
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkNumber,
  checkOptionNames,
} from '../validation/options.ts';

import type { FitProgress, FitSummary } from './FitSummary.ts';
import type { FittedMetric } from './FittedMetric.ts';
import type { MetricLearnerOptions } from './metricLearnerOptions.ts';

/** The version of the format that is written, and the newest that is read. */
const VERSION = 1;

/** A `MetricLearner` as plain JSON. */
export interface SavedMetric {
  name: 'MetricLearner';
  version: typeof VERSION;
  options: MetricLearnerOptions;
  /** `null` before `fit`. */
  model: {
    components: number[][];
    center: number[];
    scale: number[];
    summary: FitSummary;
  } | null;
}

/**
 * Writes options and model down.
 * @param options - What the user gave, as plain JSON.
 * @param metric - The fitted metric, if there is one.
 * @returns Plain JSON.
 */
export function saveMetric(
  options: MetricLearnerOptions,
  metric: FittedMetric | undefined,
): SavedMetric {
  return {
    name: 'MetricLearner',
    version: VERSION,
    options,
    model: metric
      ? {
          components: toRows(metric.components),
          center: Array.from(metric.center),
          scale: Array.from(metric.scale),
          summary: metric.summary,
        }
      : null,
  };
}

/**
 * Reads what `saveMetric` wrote, and nothing else.
 * @param json - Its text, or what `JSON.parse` made of it.
 * @returns The options, unchecked, and the model, checked.
 * @throws {TypeError|RangeError} Anything else: another object, a newer version, missing, unknown or misshapen parts.
 */
export function readMetric(json: unknown): {
  options: MetricLearnerOptions;
  metric: FittedMetric | undefined;
} {
  const saved = typeof json === 'string' ? parse(json) : json;
  checkParts(saved, 'json', ['name', 'version', 'options', 'model']);
  checkChoice(saved.name, 'json.name', ['MetricLearner']);
  checkInteger(saved.version, 'json.version', {
    min: 1,
    max: VERSION,
    maxReason: 'it was saved by a newer release; update ml-metric-learning',
  });
  return {
    options: saved.options as MetricLearnerOptions,
    metric: saved.model === null ? undefined : readModel(saved.model),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TypeError(`json must be a saved MetricLearner, got other text`, {
      cause: error,
    });
  }
}

function readModel(model: unknown): FittedMetric {
  checkParts(model, 'json.model', ['components', 'center', 'scale', 'summary']);
  const components = toDense(model.components as number[][], 'components');
  const { columns } = components;
  if (components.rows > columns) {
    throw new RangeError(
      `components must have at most ${columns} rows, got ${components.rows}`,
    );
  }
  const center = toDense([model.center as number[]], 'center', columns).values;
  const scale = toDense([model.scale as number[]], 'scale', columns).values;
  for (const sigma of scale) checkNumber(sigma, 'scale', { above: 0 });
  return { components, center, scale, summary: readSummary(model.summary) };
}

function readSummary(summary: unknown): FitSummary {
  checkParts(summary, 'summary', [
    'iterations',
    'evaluations',
    'converged',
    'reason',
    'objective',
    'loss',
    'margin',
    'marginTarget',
    'triplets',
    'history',
  ]);
  const { marginTarget, history } = summary;
  if (!Array.isArray(history)) {
    throw new TypeError(
      `summary.history must be an array, got ${describe(history)}`,
    );
  }
  return {
    iterations: checkInteger(summary.iterations, 'iterations', { min: 0 }),
    evaluations: checkInteger(summary.evaluations, 'evaluations', { min: 1 }),
    converged: checkBoolean(summary.converged, 'converged'),
    reason: checkChoice(summary.reason, 'reason', [
      'gradient',
      'objective',
      'maxIterations',
      'lineSearch',
    ]),
    objective: checkNumber(summary.objective, 'objective'),
    loss: checkNumber(summary.loss, 'loss'),
    margin: checkNumber(summary.margin, 'margin', { min: 0 }),
    marginTarget:
      marginTarget === null
        ? null
        : checkNumber(marginTarget, 'marginTarget', { above: 0 }),
    triplets: checkInteger(summary.triplets, 'triplets', { min: 0 }),
    history: history.map(readProgress),
  };
}

function readProgress(progress: unknown): FitProgress {
  checkParts(progress, 'history', ['iteration', 'objective', 'gradientNorm']);
  return {
    iteration: checkInteger(progress.iteration, 'iteration', { min: 0 }),
    objective: checkNumber(progress.objective, 'objective'),
    gradientNorm: checkNumber(progress.gradientNorm, 'gradientNorm', {
      min: 0,
    }),
  };
}

// an object with these keys, all of them and no others
function checkParts(
  value: unknown,
  name: string,
  keys: readonly string[],
): asserts value is Record<string, unknown> {
  checkOptionNames(value, name, keys);
  for (const key of keys) {
    if (!Object.hasOwn(value as object, key)) {
      throw new TypeError(`${name} must have '${key}', got none`);
    }
  }
}
