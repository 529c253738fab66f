import { runSync } from '../../src/async/work.ts';
import type { LabelledData } from '../../src/data/LabelledData.ts';
import { seededRandom } from '../../src/data/random.ts';
import type { Triplets } from '../../src/neighbors/triplets/Triplets.ts';
import { mineTriplets } from '../../src/neighbors/triplets/mineTriplets.ts';

/** Numbers from a standard normal distribution (Box–Muller). */
export function normals(count: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from(
    { length: count },
    () =>
      Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

/** Overlapping Gaussian classes, whose means are one standard deviation apart. */
export function randomClasses(
  rows: number,
  columns: number,
  classes: number,
  seed: number,
): LabelledData {
  const codes = Int32Array.from({ length: rows }, (_, row) => row % classes);
  const values = normals(rows * columns, seed).map(
    (value, at) => value + codes[Math.floor(at / columns)],
  );
  const names = Array.from({ length: classes }, (_, code) => `class ${code}`);
  return { values, rows, columns, codes, classes: names };
}

/** Random classes with their triplets. */
export function randomTriplets(
  rows: number,
  columns: number,
  classes: number,
  seed: number,
): { data: LabelledData; triplets: Triplets } {
  const data = randomClasses(rows, columns, classes, seed);
  const triplets = runSync(mineTriplets(data, { targets: 3, impostors: 4 }));
  return { data, triplets };
}

/** Splits a flat array into rows. */
export function rowsOf(values: Float64Array, columns: number): number[][] {
  return Array.from({ length: values.length / columns }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  );
}

/** Labels as users pass them. */
export function labelsOf({ codes, classes }: LabelledData): string[] {
  return Array.from(codes, (code) => String(classes[code]));
}

/** Random classes as users pass them. */
export function randomTable(
  rows: number,
  columns: number,
  classes: number,
  seed: number,
): { X: number[][]; y: string[] } {
  const data = randomClasses(rows, columns, classes, seed);
  return { X: rowsOf(data.values, columns), y: labelsOf(data) };
}
