import { vi } from 'vitest';

/** Threads of Node.js 20 load no TypeScript by themselves; they do until `vi.unstubAllEnvs`. */
export function letThreadsLoadSources(): void {
  const file = new URL('../loadSources.js', import.meta.url);
  vi.stubEnv('NODE_OPTIONS', `--import ${file.href}`);
}
