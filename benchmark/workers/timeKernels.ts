/**
 * Times one loop, of this library or of ml-matrix, over generated numbers; prints 10⁹ operations per second.
 *
 *     node --import tsx timeKernels.ts ours|ml-matrix products|distances COLUMNS REPEATS
 */
import { XSadd } from 'ml-xsadd';

import type { Loop } from './kernelLoops.ts';
import { LOOPS, countOperations } from './kernelLoops.ts';

const ROWS = 1024;

const [whose, loop, columns, repeats] = process.argv.slice(2);
const width = Number(columns);
const random = new XSadd(1).random;
const fill = (length: number) => Float64Array.from({ length }, random);
const X = fill(ROWS * width);
const L = fill(width * width);
const name = loop as Loop;
const run = LOOPS[whose as keyof typeof LOOPS][name](X, L, width);
let seconds = Infinity;
for (let repeat = 0; repeat <= Number(repeats); repeat++) {
  const started = performance.now();
  run();
  seconds = Math.min(seconds, (performance.now() - started) / 1000);
}
console.log(countOperations(name, ROWS, width) / seconds / 1e9);
