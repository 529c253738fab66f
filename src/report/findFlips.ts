import type { MetricKNN } from '../estimators/MetricKNN.ts';
import { fittedClassifierOf } from '../estimators/MetricKNN.ts';
import { toRows } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Label } from '../validation/labels.ts';

/** What makes a row be predicted otherwise. */
export interface Flip {
  /** A raw row; `undefined`: none was found. */
  adversary: number[] | undefined;
  /** How far it is, in standard deviations; infinite, if none was found. */
  size: number;
  /** What it is predicted to be. */
  prediction: Label | undefined;
}

/** A straight way from a row to a training row, at whose end the prediction is another. */
interface Way {
  /** Which row. */
  at: number;
  from: number[];
  to: number[];
  /** How much of it leaves the prediction as it is, and how much does not. */
  low: number;
  high: number;
}

/** How many of the nearest rows are gone for. */
const GOALS = 48;
/** A way is halved that often: a millionth of it is left. */
const HALVINGS = 20;

/**
 * Looks for a row near each that is predicted otherwise: on the straight ways to the nearest training rows.
 * @param knn - A trained classifier.
 * @param data - Rows.
 * @returns A flip for each.
 */
export function findFlips(knn: MetricKNN, data: LabelledData): Flip[] {
  if (data.rows === 0) return [];
  const { training, map } = fittedClassifierOf(knn, 'findFlips');
  const rows = toRows(data);
  const labels = knn.predict(rows);
  const k = Math.min(GOALS, training.rows);
  const { indices } = knn.kneighbors(rows, { k });
  const goals = toRows(training);
  const all = indices.flatMap((goalsOfRow, at) =>
    goalsOfRow.map((goal): Way => {
      return { at, from: rows[at], to: goals[goal], low: 0, high: 1 };
    }),
  );
  const ends = knn.predict(all.map(({ to }) => to));
  const ways = all.filter(({ at }, way) => ends[way] !== labels[at]);
  for (let halving = 0; halving < HALVINGS && ways.length > 0; halving++) {
    const middles = ways.map(({ low, high }) => (low + high) / 2);
    const places = ways.map((way, at) => placeOn(way, middles[at]));
    for (const [way, label] of knn.predict(places).entries()) {
      if (label === labels[ways[way].at]) ways[way].low = middles[way];
      else ways[way].high = middles[way];
    }
  }
  return rows.map((row, at) => {
    const found = ways
      .filter((way) => way.at === at)
      .map((way) => placeOn(way, way.high))
      .map((adversary) => ({
        adversary,
        size: sizeOf(row, adversary, map.scale),
      }))
      .toSorted((a, b) => a.size - b.size)
      .at(0);
    if (!found) {
      return { adversary: undefined, size: Infinity, prediction: undefined };
    }
    return { ...found, prediction: knn.predict(found.adversary) };
  });
}

function placeOn({ from, to }: Way, part: number): number[] {
  return from.map((value, column) => value + part * (to[column] - value));
}

function sizeOf(
  from: number[],
  to: number[],
  scale: ArrayLike<number>,
): number {
  return Math.hypot(
    ...to.map((value, column) => (value - from[column]) / scale[column]),
  );
}
