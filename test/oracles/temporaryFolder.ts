import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

/** Makes a folder for what the tests of a file write; it goes with the last of them. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ml-metric-learning-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}
