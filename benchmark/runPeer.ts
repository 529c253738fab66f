import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a fit of another library came to. */
export interface PeerRun {
  seconds: number;
  /** Resident at most. */
  megabytes: number;
  /** L, on the rows as given. */
  components: number[][];
}

/** The estimators that peers.py knows. */
export type Peer =
  'sklearn-nca' | 'pylmnn-lmnn' | 'metric-learn-lmnn' | 'metric-learn-scml';

/**
 * Fits an estimator of a Python library, in a process of its own.
 * @param python - The command of a Python that finds the library.
 * @param peer - Which estimator.
 * @param X - Rows.
 * @param y - One label a row.
 * @returns Time, memory and result.
 */
export function runPeer(
  python: string,
  peer: Peer,
  X: number[][],
  y: Array<string | number>,
): PeerRun {
  const scratch = mkdtempSync(path.join(tmpdir(), 'benchmark-'));
  const input = path.join(scratch, 'input.json');
  const output = path.join(scratch, 'output.json');
  writeFileSync(input, JSON.stringify({ X, y }));
  const script = fileURLToPath(new URL('peers.py', import.meta.url));
  try {
    const run = spawnSync(python, [script, peer, input, output], {
      encoding: 'utf8',
    });
    if (run.status !== 0) {
      throw new Error(`${peer} failed: ${run.error ?? run.stderr}`);
    }
    return JSON.parse(readFileSync(output, 'utf8')) as PeerRun;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
