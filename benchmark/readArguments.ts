import { parseArgs } from 'node:util';

/** What benchmarks are told. */
export interface Arguments {
  /** The folder with data and reference numbers. */
  data: string;
  /** The folder of the authors' code, if given. */
  authors: string | undefined;
  /** A Python that has scikit-learn, if given; PYTHONPATH says where metric-learn and pylmnn are. */
  python: string | undefined;
}

/**
 * Reads what benchmarks are told.
 * @returns The arguments.
 */
export function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared' },
      authors: { type: 'string' },
      python: { type: 'string' },
    },
  });
  const { data, authors, python } = values;
  return { data, authors, python };
}
