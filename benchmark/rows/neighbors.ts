import { pathOf } from '../measure/commands.ts';
import { runOurs } from '../measure/runProgram.ts';

import type { KernelRow } from './Row.ts';

/** The peer takes a minute for all queries, with a constant time per query. */
const QUERIES = { thorough: 10_000, quick: 1000 };
const REPEATS = { ours: 5, theirs: 1 };

/** Nearest neighbours on raw columns, compared with ml-knn and its default distance. */
export const neighborRows: KernelRow[] = [
  {
    kind: 'kernel',
    name: 'kneighbors',
    work: '`kneighbors`, k = 3, 10,000 × 16 among 10,000',
    peer: 'ml-knn',
    goal: { ratio: 5 },
    measure({ core, quick }) {
      const time = (whose: string, queries: number, repeats: number) => {
        const worker = pathOf('workers/timeNeighbors.ts');
        const counts = [queries, repeats].map(String);
        return Number(
          runOurs(
            [process.execPath, '--import', 'tsx', worker, whose, ...counts],
            core,
          ),
        );
      };
      const queries = quick ? QUERIES.quick : QUERIES.thorough;
      return {
        ours: time('ours', QUERIES.thorough, REPEATS.ours),
        theirs: time('ml-knn', queries, REPEATS.theirs),
      };
    },
  },
];
