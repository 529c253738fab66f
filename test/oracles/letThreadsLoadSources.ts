import { vi } from 'vitest';

/** Lets threads load TypeScript, which those of Node.js 20 cannot, until `vi.unstubAllEnvs`. */
export function letThreadsLoadSources(): void {
  const file = new URL('../loadSources.js', import.meta.url);
  vi.stubEnv('NODE_OPTIONS', `--import ${file.href}`);
}
