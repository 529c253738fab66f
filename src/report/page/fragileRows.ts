import type { Certificate } from '../../certification/certificates.ts';
import { certify } from '../../certification/certify.ts';
import { certifyTraining } from '../../certification/certifyTraining.ts';
import type { ColumnChange } from '../../certification/columnLimits.ts';
import type { Label } from '../../data/labels.ts';
import type { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { pick } from '../figures/sampleRows.ts';

/** A row that is classified correctly, with a small radius. */
export interface FragileRow {
  /** Its place in the sample. */
  at: number;
  /** Its exact radius, or the interval that is known. */
  certificate: Certificate;
  /** The smallest change known that changes the prediction. */
  change: KnownChange | undefined;
  /** The same, of a single column. */
  single: SingleColumn;
  /** The number of wrong training labels, whichever, that the prediction survives; the metric is held fixed. */
  survived: number;
}

/** A change that changes a prediction. */
interface KnownChange {
  /** The changed row. */
  adversary: number[];
  /** Its prediction. */
  to: Label;
}

/** What changes of a single column, all others fixed, do to the prediction of a row. */
interface SingleColumn {
  /** The smallest change known that changes the prediction. */
  change: KnownChange | undefined;
  /** No change of a single column that is smaller changes it: infinite if none does at all. */
  radius: number;
  /** Whether no change of another column is smaller. */
  isLeast: boolean;
}

/** The most fragile rows. */
export interface FragileRows {
  rows: FragileRow[];
  /** How many columns were tried alone. */
  tried: number;
}

/** Regions to look at: enough for nearly all rows, and seconds for twenty of the others. */
const NODES = { all: 2000, single: 500 };
/** Tables with more columns take too long: only some are tried alone. */
const MANY_COLUMNS = 64;
const SOME_COLUMNS = 16;

/**
 * Finds the rows with the smallest radii, most fragile first, and what changes their predictions.
 * @param knn - A trained classifier.
 * @param rows - Raw.
 * @param places - The places of the rows to choose from.
 * @param radii - Certified radii of all rows, exact or not.
 * @param scale - The standard deviations of the columns.
 * @param count - The largest number of rows to find.
 */
export function findFragile(
  knn: MetricKNN,
  rows: number[][],
  places: number[],
  radii: readonly number[],
  scale: ArrayLike<number>,
  count: number,
): FragileRows {
  if (places.length === 0) return { rows: [], tried: 0 };
  const certain = certifyFragile(knn, rows, places, radii, count);
  const queries = certain.map(({ at }) => rows[at]);
  const certificates = certain.map(({ certificate }) => certificate);
  const columns = columnsToTry(queries, certificates, scale);
  const singles = singleColumns(knn, queries, columns);
  const changes = knownChanges(knn, certificates);
  const alone = knownChanges(
    knn,
    singles.map(({ found }) => found),
  );
  const training = certifyTraining(knn, queries);
  return {
    rows: certain.map((row, at) => ({
      ...row,
      change: changes[at],
      single: { ...singles[at], change: alone[at] },
      survived: training[at].flips - 1,
    })),
    tried: columns.length,
  };
}

function knownChanges(
  knn: MetricKNN,
  certificates: ReadonlyArray<Certificate | undefined>,
): Array<KnownChange | undefined> {
  return certificates.map((certificate) => {
    const adversary = certificate?.adversary;
    return adversary && { adversary, to: knn.predict([adversary])[0] };
  });
}

interface CertainRow {
  at: number;
  certificate: Certificate;
}

// radii in closed form may be in another order than exact ones, but are not larger
function certifyFragile(
  knn: MetricKNN,
  rows: number[][],
  places: number[],
  radii: readonly number[],
  count: number,
): CertainRow[] {
  const order = places.toSorted((a, b) => radii[a] - radii[b]);
  const certifyAll = (some: number[]) =>
    some.length === 0
      ? []
      : certify(knn, pick(rows, some), { exact: { nodes: NODES.all } }).map(
          (certificate, at) => ({ at: some[at], certificate }),
        );
  const first = certifyAll(order.slice(0, count));
  const largest = Math.max(
    ...first.map(({ certificate }) => certificate.radius),
  );
  const rest = order.slice(count).filter((at) => radii[at] < largest);
  return [...first, ...certifyAll(rest)]
    .toSorted(
      ({ certificate: a }, { certificate: b }) =>
        compare(a.radius, b.radius) || compare(a.upper, b.upper),
    )
    .slice(0, count);
}

// infinite ones are equal
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** The columns that are tried alone; of many, those that the smallest changes of the rows move most. */
function columnsToTry(
  queries: number[][],
  certificates: Certificate[],
  scale: ArrayLike<number>,
): number[] {
  const all = Array.from(queries[0].keys());
  if (all.length <= MANY_COLUMNS) return all;
  const moved = all.map((column) => {
    let sum = 0;
    for (const [at, { adversary }] of certificates.entries()) {
      if (!adversary) continue;
      const change = adversary[column] - queries[at][column];
      sum += Math.abs(change / scale[column]);
    }
    return sum;
  });
  return all.toSorted((a, b) => moved[b] - moved[a]).slice(0, SOME_COLUMNS);
}

interface FoundColumn extends Omit<SingleColumn, 'change'> {
  found: Certificate | undefined;
}

// exact radii take their time, and those in closed form show which columns do not need them
function singleColumns(
  knn: MetricKNN,
  queries: number[][],
  tried: number[],
): FoundColumn[] {
  const options = tried.map((column) => fixOthers(queries[0].length, column));
  const bounds = options.map((columns) => certify(knn, queries, { columns }));
  return queries.map((query, at) => {
    const order = options
      .map((columns, place) => ({ columns, bound: bounds[place][at].radius }))
      .toSorted((a, b) => compare(a.bound, b.bound));
    let found: Certificate | undefined;
    let radius = Infinity;
    for (const { columns, bound } of order) {
      if (bound >= (found?.upper ?? Infinity)) break;
      const exact = { nodes: NODES.single };
      const [certificate] = certify(knn, [query], { columns, exact });
      radius = Math.min(radius, certificate.radius);
      if (certificate.upper < (found?.upper ?? Infinity)) found = certificate;
    }
    const isLeast = found ? found.exact && radius >= found.radius : false;
    return { found, radius, isLeast };
  });
}

function fixOthers(
  count: number,
  column: number,
): Record<number, ColumnChange> {
  const others = Array.from({ length: count }, (_, at) => at).filter(
    (at) => at !== column,
  );
  return Object.fromEntries(others.map((at) => [at, 'fixed']));
}
