import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Arguments } from './readArguments.ts';

/** The repositories that Python imports its libraries from. */
const LIBRARIES = ['metric-learn', 'pylmnn', 'provably_robust_metric_learning'];

/** The estimators of peers.py. */
export type PythonPeer =
  | 'sklearn-nca'
  | 'pylmnn-lmnn'
  | 'metric-learn-lmnn'
  | 'metric-learn-scml'
  | 'arml';

/** Where Python and its libraries are. */
export type PythonSettings = Pick<Arguments, 'python' | 'peers'>;

/** Parameters of Python peers. */
interface PeerParameters {
  tolerance?: number;
  iterations?: number;
  /** ARML: the number of nearest rows among which a target and an impostor are drawn in each epoch. */
  candidates?: number;
}

/** A program that fits to the rows of a task folder. */
export interface Program {
  /** Its command, for the folder. */
  command: (folder: string) => string[];
  /** Its settings besides the rows. */
  settings: object;
}

/** Fits with this library, from `lib/`. */
export function ourProgram(options: object): Program {
  const worker = pathOf('workers/fitOurs.js');
  return {
    command: (folder) => [process.execPath, worker, folder],
    settings: options,
  };
}

/**
 * Fits an estimator of a Python library.
 * @param peer - The estimator.
 * @param settings - The Python, and the folder of libraries.
 * @param parameters - Those that differ from the defaults of the library.
 */
export function pythonProgram(
  peer: PythonPeer,
  settings: PythonSettings,
  parameters: PeerParameters = {},
): Program {
  return {
    command: (folder) => pythonCommand(folder, settings),
    settings: { peer, parameters },
  };
}

/**
 * A run of peers.py.
 * @param what - A task folder, or `'versions'`.
 * @param settings - The Python, and the folder of libraries.
 * @returns The command.
 */
export function pythonCommand(
  what: string,
  { python, peers }: PythonSettings,
): string[] {
  return [python, pathOf('workers/peers.py'), what, ...foldersIn(peers)];
}

/**
 * The authors' verifier of predictions.
 * @param folder - A task folder.
 * @param settings - The Python, and the folder of libraries.
 * @returns The command.
 */
export function certifyTheirsCommand(
  folder: string,
  { python, peers }: PythonSettings,
): string[] {
  const worker = pathOf('workers/certifyTheirs.py');
  return [python, worker, folder, ...foldersIn(peers)];
}

function foldersIn(peers: string | undefined): string[] {
  return peers ? LIBRARIES.map((name) => path.resolve(peers, name)) : [];
}

/**
 * Fits the authors' LMNN-PL under Octave.
 * @param parameters - Theirs: mu, lambda, tau.
 * @returns The program; `undefined`, if their code is not installed.
 */
export function authorsProgram(
  parameters: { mu: number; lambda: number; tau: number },
  { peers }: Arguments,
): Program | undefined {
  const code = path.resolve(peers ?? '', 'LMNNPL');
  if (!peers || !existsSync(code)) return undefined;
  const script = pathOf('workers/lmnnpl.m');
  return {
    command: (folder) => [
      'octave',
      '--no-gui',
      '--quiet',
      script,
      folder,
      code,
    ],
    settings: parameters,
  };
}

/**
 * The path of a file of the benchmark.
 * @param name - Relative to `benchmark/`.
 */
export function pathOf(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}
