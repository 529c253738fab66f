import { pathOf } from '../measure/commands.ts';
import { runOurs } from '../measure/runProgram.ts';
import type { Loop } from '../workers/kernelLoops.ts';

import type { KernelRow } from './Row.ts';

const COLUMNS = [64, 128, 256, 512];
const WORK: Record<Loop, string> = {
  products: 'X Lᵀ',
  distances: 'distances of all pairs of rows',
};
const REPEATS = { thorough: 20, quick: 10 };

/** Dense loops, compared with ml-matrix. */
export const kernelRows: KernelRow[] = (
  ['products', 'distances'] as const
).flatMap((loop) => COLUMNS.map((columns) => createRow(loop, columns)));

function createRow(loop: Loop, columns: number): KernelRow {
  return {
    kind: 'kernel',
    name: `${loop}-${columns}`,
    work: `${WORK[loop]}, 1,024 × ${columns}`,
    peer: 'ml-matrix',
    goal: { ratio: 10, gigaflops: 6 },
    measure({ core, quick }) {
      const repeats = quick ? REPEATS.quick : REPEATS.thorough;
      const [ours, theirs] = ['ours', 'ml-matrix'].map((whose) => {
        const output = runOurs(
          [
            process.execPath,
            '--import',
            'tsx',
            pathOf('workers/timeKernels.ts'),
            whose,
            loop,
            String(columns),
            String(repeats),
          ],
          core,
        );
        return Number(output);
      });
      return { ours, theirs };
    },
  };
}
