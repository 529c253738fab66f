import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

/** Creates a folder for the files of a test file; it is deleted after the last test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ml-metric-learning-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}
