import { toDense, toRows, toVector } from '../../data/Dense.ts';
import type { FitProgress, FitSummary } from '../../fit/FitSummary.ts';
import { freezeSummary } from '../../fit/FitSummary.ts';
import type { FittedMetric } from '../../fit/FittedMetric.ts';
import type { ResolvedLearner } from '../../fit/mean/learnerOptions.ts';
import { isMean } from '../../fit/mean/learnerOptions.ts';
import type {
  MetricLearnerOptions,
  ResolvedOptions,
} from '../../fit/metricLearnerOptions.ts';
import { checkFixedColumns } from '../../margin/marginOptions.ts';
import {
  checkInteger,
  checkNumber,
  isPlainObject,
} from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import type { Readers } from '../../options/readOptions.ts';
import { choiceOf, flag, integer, number } from '../../options/readOptions.ts';
import { STOP_REASONS } from '../../solvers/Solver.ts';

import { checkParts, readParts, readSaved } from './readSaved.ts';

/** The version of the format that is written, and the newest that is read. */
const VERSION = 1;

/** A `MetricLearner` as plain JSON. */
export interface SavedMetric {
  name: 'MetricLearner';
  /** The version of the format. */
  version: typeof VERSION;
  options: MetricLearnerOptions;
  /** The result of the fit; `null` before `fit`. */
  model: SavedModel | null;
}

/** The result of a fit, as plain JSON: the properties of the same names of `MetricLearner`. */
export interface SavedModel {
  /** L, r × d. */
  components: number[][];
  /** What is subtracted from each column, d numbers. */
  center: number[];
  /** The standard deviation of each column, d numbers. */
  scale: number[];
  /** How the fit went. */
  summary: FitSummary;
}

const PROGRESS_READERS: Readers<FitProgress> = {
  iteration: integer({ min: 0 }),
  objective: number(),
  gradientNorm: number({ min: 0 }),
};

const SUMMARY_READERS: Readers<Omit<FitSummary, 'members'>> = {
  iterations: integer({ min: 0 }),
  evaluations: integer({ min: 0 }),
  converged: flag(),
  reason: choiceOf(STOP_REASONS),
  objective: number(),
  loss: number(),
  margin: number({ min: 0 }),
  penalty: number({ min: 0 }),
  marginTarget: (name, given) =>
    given === null ? null : checkNumber(given, name, { above: 0 }),
  triplets: integer({ min: 0 }),
  threads: integer({ min: 1 }),
  history: readHistory,
};

/** Writes options and model as plain JSON. */
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
  /** The options as they were given. */
  options: MetricLearnerOptions;
  metric: FittedMetric | undefined;
} {
  const { options, model } = readSaved(json, 'MetricLearner', VERSION);
  return {
    options: options as MetricLearnerOptions,
    metric: model === null ? undefined : readModel(model, 'json.model'),
  };
}

/**
 * Reads the model of a saved metric.
 * @throws {TypeError|RangeError} Missing, unknown or misshapen parts.
 */
export function readModel(model: unknown, name: string): FittedMetric {
  checkParts(model, name, ['components', 'center', 'scale', 'summary']);
  const components = toDense(
    model.components as number[][],
    `${name}.components`,
  );
  const { columns } = components;
  const center = toVector(model.center, `${name}.center`, columns);
  const scale = toVector(model.scale, `${name}.scale`, columns);
  for (const [column, sigma] of scale.entries()) {
    checkNumber(sigma, `${name}.scale[${column}]`, { above: 0 });
  }
  return {
    components,
    center,
    scale,
    summary: readSummary(`${name}.summary`, model.summary),
  };
}

function readSummary(name: string, summary: unknown): FitSummary {
  if (!isPlainObject(summary) || summary.members === undefined) {
    return freezeSummary(readParts(summary, name, SUMMARY_READERS));
  }
  const { members, ...own } = summary;
  const place = `${name}.members`;
  if (!Array.isArray(members)) {
    throw new TypeError(`${place} must be an array, got ${describe(members)}`);
  }
  return freezeSummary({
    ...readParts(own, name, SUMMARY_READERS),
    members: members.map((member, at) =>
      readSummary(`${place}[${at}]`, member),
    ),
  });
}

function readHistory(name: string, history: unknown): FitProgress[] {
  if (!Array.isArray(history)) {
    throw new TypeError(`${name} must be an array, got ${describe(history)}`);
  }
  return history.map((progress, at) =>
    readParts(progress, `${name}[${at}]`, PROGRESS_READERS),
  );
}

/**
 * Checks that a model agrees with its options.
 * @throws {RangeError} If these options could not have led to this model.
 */
export function checkAgreement(
  metric: FittedMetric,
  options: ResolvedLearner,
  name = 'json.model',
): void {
  const { components, center, scale } = metric;
  if (isMean(options)) {
    checkInteger(components.rows, `rows of ${name}.components`, {
      max: components.columns,
      maxReason: 'the number of columns',
    });
    return;
  }
  const { init, parameterization } = options;
  const { bases } = parameterization;
  const { columns } = components;
  const { margin } = options;
  if (margin) {
    checkFixedColumns(margin.fixed, columns, 'json.options.margin.fixed');
  }
  const given = typeof init === 'object' ? init : undefined;
  agree(name, 'columns', columns, given?.columns ?? columns);
  agree(name, 'columns', columns, bases?.columns ?? columns);
  const width = options.pca ?? columns;
  checkInteger(width, 'json.options.pca', {
    max: columns,
    maxReason: `the number of columns of ${name}.components`,
  });
  if (parameterization.name === 'full') {
    checkRows(components.rows, width, options, name);
  } else if (parameterization.name === 'diagonal') {
    agree(name, 'rows of components', components.rows, width);
  } else {
    const most = Math.min(width, bases?.rows ?? width);
    checkInteger(components.rows, `rows of ${name}.components`, {
      max: most,
      maxReason:
        most < width
          ? 'the number of bases'
          : `the number of ${options.pca === undefined ? 'columns' : 'axes'}`,
    });
  }
  if (!options.standardize) {
    for (const mean of center) agree(name, 'center', mean, 0);
    for (const sigma of scale) agree(name, 'scale', sigma, 1);
  }
}

function checkRows(
  rows: number,
  width: number,
  { components, init, pca, isRotatable }: ResolvedOptions,
  name: string,
): void {
  const given =
    components ?? (typeof init === 'object' ? init.rows : undefined);
  if (given === undefined && pca === undefined && isRotatable) {
    // as many as the table has rows, if these are fewer
    checkInteger(rows, `rows of ${name}.components`, {
      max: width,
      maxReason: 'the number of columns',
    });
    return;
  }
  const wanted = given ?? width;
  agree(name, 'rows of components', rows, wanted);
  checkInteger(wanted, 'json.options.components', {
    max: width,
    maxReason: `the number of columns of ${name}.components`,
  });
}

function agree(
  name: string,
  part: string,
  found: number,
  wanted: number,
): void {
  if (found === wanted) return;
  throw new RangeError(
    `${name}: ${part} must be ${wanted} with these options, got ${found}`,
  );
}
