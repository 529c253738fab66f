import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

/** The options of the command line. */
export interface Arguments {
  /** The folder with data and reference numbers. */
  data: string;
  /** The folder under which peers are searched by the names of their repositories. */
  peers?: string;
  /** The command of a Python, possibly with scikit-learn and torch. */
  python: string;
  /** The core that everything runs on. */
  core: number;
  /** Seconds after which a process of a peer is killed. */
  limit: number;
  /** Rows to run, by name or its beginning; default: all but those that take minutes. */
  only?: string[];
  /** Fewer repeats. */
  quick: boolean;
  /** JSON instead of tables. */
  json: boolean;
  /** Whether to write RESULTS.md. */
  write: boolean;
  /** Results whose ratios a quick run is compared with. */
  guard?: string;
}

/**
 * Reads the options of the command line.
 * @throws {TypeError|RangeError} Unknown options, invalid numbers.
 */
export function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared' },
      peers: { type: 'string' },
      python: { type: 'string', default: 'python3' },
      core: { type: 'string', default: String(cpus().length - 1) },
      limit: { type: 'string', default: '300' },
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      guard: { type: 'string' },
    },
  });
  return {
    ...values,
    core: toNumber(values.core, 'core'),
    limit: toNumber(values.limit, 'limit'),
    only: values.only?.split(','),
    quick: values.quick || values.guard !== undefined,
  };
}

function toNumber(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0) return value;
  throw new RangeError(`--${name} must be a number from 0, got '${text}'`);
}
