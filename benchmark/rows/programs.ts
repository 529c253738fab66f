import { pathOf } from '../measure/commands.ts';
import { runOurs } from '../measure/runProgram.ts';

import type { ProgramRow } from './Row.ts';

const WORK: Record<string, string> = {
  stream: 'fitStream, 1,000,000 × 20',
  responsiveness: 'fitAsync: how long others wait',
  threads: 'fit with threads',
  exactRadii: 'exact radii: shares, seconds and regions',
  exactShares: 'exact radii: shares certified and broken on letter',
};

/** The program that needs more than one core. */
const THREADED = 'threads';

/** Programs that print figures of their own. */
export const programRows: ProgramRow[] = Object.entries(WORK).map(
  ([name, work]) => ({
    kind: 'program',
    name,
    work,
    isLong: true,
    measure({ core, data }) {
      const file = pathOf(`programs/${name}.ts`);
      const output = runOurs(
        [process.execPath, '--import', 'tsx', file, '--data', data],
        name === THREADED ? undefined : core,
      );
      return output.trim();
    },
  }),
);
