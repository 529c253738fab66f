import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { eigenvectors } from '../../linear-algebra/eigenvectors.ts';
import {
  productByTranspose,
  productOf,
  scatterOf,
} from '../../linear-algebra/products.ts';
import type { FitSummary } from '../FitSummary.ts';
import { freezeSummary } from '../FitSummary.ts';
import type { FittedMetric } from '../FittedMetric.ts';
import { foldScale, unfoldScale } from '../FittedMetric.ts';

/** A fitted metric and its weight in a mean. */
export interface WeightedMetric {
  /** What errors call it. */
  name: string;
  metric: FittedMetric;
  /** Above 0. */
  weight: number;
}

/** Relative to the largest eigenvalue: directions that rounding alone has filled. */
const ROUNDING = 1e-13;

/**
 * The mean of metrics, each divided by its trace in standardized columns: M̄ = Σ w_k M_k / trace(M_k) / Σ w_k. Metrics
 * that err in different directions correct each other. Center and scale are those of the first one. O(d³), or O(R² d) for
 * R < d rows of all maps together.
 * @param metrics - At least one; a single one is its own mean.
 * @throws {RangeError} If a metric has another number of columns, or is 0.
 */
export function* meanMetric(metrics: WeightedMetric[]): Work<FittedMetric> {
  const [{ metric: first }] = metrics;
  if (metrics.length === 1) return first;
  const components = yield* rootOf(stack(metrics));
  return {
    ...first,
    components: {
      ...components,
      values: foldScale(components.values, first.scale),
    },
    summary: summarize(metrics),
  };
}

// the maps on standardized columns, one below the other: LᵀL of all rows is the mean
function stack(metrics: WeightedMetric[]): Dense {
  const [first] = metrics;
  const { columns } = first.metric.components;
  const total = sumOf(metrics, ({ weight }) => weight);
  const maps = metrics.map(({ name, metric, weight }) => {
    const map = unfoldScale(metric);
    if (map.columns !== columns) {
      throw new RangeError(
        `${name} must have ${columns} columns like ${first.name}, got ${map.columns}`,
      );
    }
    const trace = sumOf(map.values, (value) => value * value);
    if (!(trace > 0 && trace < Infinity)) {
      throw new RangeError(
        `${name} must have a positive and finite trace, got ${trace}`,
      );
    }
    const factor = Math.sqrt(weight / total / trace);
    return map.values.map((value) => factor * value);
  });
  const values = new Float64Array(sumOf(maps, ({ length }) => length));
  let to = 0;
  for (const map of maps) {
    values.set(map, to);
    to += map.length;
  }
  return { values, rows: values.length / columns, columns };
}

// the symmetric root of AᵀA; of fewer rows than columns, as many rows as A has, or has independent ones
function* rootOf(a: Dense): Work<Dense> {
  const { rows, columns } = a;
  if (rows < columns) {
    const gram = yield* productByTranspose(a, a);
    const { values, vectors } = yield* eigenvectors(gram, rows);
    const rank = rankOf(values);
    const kept = vectors.subarray(0, rank * rows);
    const axes = { values: kept, rows: rank, columns: rows };
    const turned = yield* productOf(axes, a.values);
    return { values: turned, rows: rank, columns };
  }
  const scatter = yield* scatterOf(a);
  const { values, vectors } = yield* eigenvectors(scatter, columns);
  const rank = rankOf(values);
  const kept = vectors.slice(0, rank * columns);
  if (rank < columns) {
    scaleRows(kept, values, columns, 1 / 2);
    return { values: kept, rows: rank, columns };
  }
  scaleRows(kept, values, columns, 1 / 4);
  const root = yield* scatterOf({ values: kept, rows: rank, columns });
  return { values: root, rows: columns, columns };
}

function rankOf(eigenvalues: Float64Array): number {
  const least = ROUNDING * eigenvalues[0];
  return eigenvalues.filter((value) => value > least).length;
}

function scaleRows(
  rows: Float64Array,
  eigenvalues: Float64Array,
  columns: number,
  power: number,
): void {
  for (let at = 0; at < rows.length; at++) {
    rows[at] *= eigenvalues[Math.floor(at / columns)] ** power;
  }
}

function summarize(metrics: WeightedMetric[]): FitSummary {
  const members = metrics.map(({ metric }) => metric.summary);
  const total = sumOf(metrics, ({ weight }) => weight);
  const mean = (term: 'objective' | 'loss' | 'margin' | 'penalty') =>
    sumOf(metrics, ({ metric, weight }) => weight * metric.summary[term]) /
    total;
  const history = members.flatMap((member) => member.history);
  const last = members.find(({ converged }) => !converged) ?? members.at(-1);
  return freezeSummary({
    iterations: sumOf(members, ({ iterations }) => iterations),
    evaluations: sumOf(members, ({ evaluations }) => evaluations),
    converged: members.every(({ converged }) => converged),
    reason: (last as FitSummary).reason,
    objective: mean('objective'),
    loss: mean('loss'),
    margin: mean('margin'),
    penalty: mean('penalty'),
    marginTarget: null,
    triplets: sumOf(members, ({ triplets }) => triplets),
    threads: Math.max(...members.map(({ threads }) => threads)),
    history: history.map((progress, iteration) => ({ ...progress, iteration })),
    members,
  });
}

function sumOf<Entry>(
  entries: Iterable<Entry>,
  valueOf: (entry: Entry) => number,
): number {
  let sum = 0;
  for (const entry of entries) sum += valueOf(entry);
  return sum;
}
