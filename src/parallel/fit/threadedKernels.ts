import type { Kernels } from '../../kernels/Kernels.ts';
import type { Run } from '../../kernels/arena/splitRows.ts';
import { splitRows } from '../../kernels/arena/splitRows.ts';
import type { CompiledLoops } from '../../kernels/compiledKernels.ts';
import { compiledKernels } from '../../kernels/compiledKernels.ts';

import type { KernelWorkers } from './KernelWorkers.ts';
import { mostParts } from './callSlots.ts';

/** Bytes of a number. */
const SIZE = 8;
/** Numbers of a cache line. */
const LINE = 8;
/**
 * Multiplications below which the calling thread is done as soon alone: two threads take 8 µs instead of 12 for as many,
 * and 17 if the other one had fallen asleep (AMD EPYC, Node.js 20).
 */
const WORTH_SPLITTING = 2 ** 17;

/**
 * Kernels that split their work over threads, with bitwise identical results: every number is written by one thread,
 * which adds to it in the order of a single thread. There are more parts than threads, so that a thread that is held up
 * takes fewer.
 */
export function threadedKernels(workers: KernelWorkers): Kernels {
  const { own, threads } = workers;
  const split = (length: number, step: number, parts = 4 * threads) =>
    splitRows(0, length, parts, step);
  const loops: CompiledLoops = {
    ...own,

    // by rows of A
    multiply(...places) {
      const [a, b, product, columns, inner, from, to] = places;
      const runs = split(to - from, 4);
      if (isSmall((to - from) * columns * inner, runs)) {
        own.multiply(...places);
        return;
      }
      workers.runEach(
        'multiply',
        runs.map(([begin, end]) =>
          [a, b, product, columns, inner].concat(from + begin, from + end),
        ),
      );
    },

    // by columns of A or of B, whichever has more; those of A cost nothing to split
    addTransposeProduct(...places) {
      const [a, b, product, left, right, from, to] = places;
      const isTall = left >= right;
      const runs = split(isTall ? left : right, 4);
      if (isSmall((to - from) * left * right, runs)) {
        own.addTransposeProduct(...places);
        return;
      }
      workers.runEach(
        'addTransposeProduct',
        runs.map(([begin, end]) => {
          const part = isTall
            ? [a + SIZE * begin, b, product + SIZE * begin * right]
            : [a, b + SIZE * begin, product + SIZE * begin];
          const size = isTall ? [end - begin, right] : [left, end - begin];
          return [...part, ...size, from, to, left, right];
        }),
      );
    },

    // by pairs
    measureDistances(...places) {
      const [values, columns, first, second, distances, from, to] = places;
      const runs = split(to - from, 8);
      if (isSmall((to - from) * columns, runs)) {
        own.measureDistances(...places);
        return;
      }
      workers.runEach(
        'measureDistances',
        runs.map(([begin, end]) =>
          [values, columns, first, second, distances].concat(
            from + begin,
            from + end,
          ),
        ),
      );
    },

    // by columns: every part goes through all pairs, and takes as long for each column of a cache line as for all columns
    addDistanceGradients(...places) {
      const [values, columns, first, second, weights, gradient, from, to] =
        places;
      const parts = Math.max(threads, Math.ceil(columns / LINE));
      const runs = split(columns, 2, Math.min(parts, mostParts(threads)));
      if (isSmall((to - from) * columns, runs)) {
        own.addDistanceGradients(...places);
        return;
      }
      workers.runEach(
        'addDistanceGradients',
        runs.map(([begin, end]) => [
          values + SIZE * begin,
          end - begin,
          first,
          second,
          weights,
          gradient + SIZE * begin,
          from,
          to,
          columns,
        ]),
      );
    },

    // by rows of the first run
    blockDistances(...places) {
      const [values, columns, top, height, packed, width, distances, stride] =
        places;
      const runs = split(height, 2);
      if (isSmall(height * width * columns, runs)) {
        own.blockDistances(...places);
        return;
      }
      workers.runEach(
        'blockDistances',
        runs.map(([begin, end]) => [
          values,
          columns,
          top + begin,
          end - begin,
          packed,
          width,
          distances + SIZE * begin * stride,
          stride,
        ]),
      );
    },
  };
  return compiledKernels(loops, threads, (name, calls) =>
    workers.runEach(name, calls),
  );
}

function isSmall(multiplications: number, runs: Run[]): boolean {
  return multiplications < WORTH_SPLITTING || runs.length < 2;
}
