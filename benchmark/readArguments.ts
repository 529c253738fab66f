import { parseArgs } from 'node:util';

/**
 * Reads what benchmarks are told.
 * @returns `data`: the folder with data and reference numbers; `authors`: the folder of the authors' code, if given.
 */
export function readArguments(): { data: string; authors: string | undefined } {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared' },
      authors: { type: 'string' },
    },
  });
  return { data: values.data, authors: values.authors };
}
