/**
 * Many fits and many aborts in one process: memory must not grow, and nothing may continue after an abort. `npx tsx
 * --expose-gc benchmark/soak.ts`; `--fits N` and `--aborts N` change the numbers, `--seed N` the moments of aborts.
 */
import { parseArgs } from 'node:util';

import { abortOften } from './soak/abortOften.ts';
import { fitOften } from './soak/fitOften.ts';

const { values } = parseArgs({
  options: {
    fits: { type: 'string', default: '10000' },
    aborts: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});

// this program runs from the sources, and threads cannot load TypeScript by themselves
const loader = new URL('../test/loadSources.js', import.meta.url);
process.env.NODE_OPTIONS = `--import ${loader.href}`;

const fits = await fitOften(Number(values.fits));
const aborts = await abortOften(Number(values.aborts), Number(values.seed));
const troubles = [...fits, ...aborts];
for (const trouble of troubles) console.error(`TROUBLE: ${trouble}`);
if (troubles.length > 0) process.exitCode = 1;
