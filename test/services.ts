/** Requirements of some tests that not every machine meets, checked before any test starts. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Debian's Chromium, or the one that CHROMIUM names. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Pipelines that are too large for the package's own dependencies have a package of their own. */
const pipelines = fileURLToPath(
  new URL('ecosystem/node_modules', import.meta.url),
);
/** Data sets and reference numbers, stored beside the repository. */
const shared = fileURLToPath(new URL('../../shared', import.meta.url));

/** Tests that cannot run here. */
export interface LeftOut {
  /** Globs of their files. */
  files: string[];
  /** What is missing, and how to get it: one sentence. */
  reason: string;
  /** Whether CI runs without them, because their data are not part of the repository. */
  isOptional: boolean;
}

/** The tests that cannot run on this machine. */
export function findMissing(): LeftOut[] {
  const candidates = [
    {
      name: 'tests of the queue',
      files: ['test/bullmq/**', 'test/examples/cluster.test.ts'],
      trouble:
        tryProgram('redis-server', ['--version'], 'install redis-server') ??
        tryProgram('openssl', ['version'], 'install openssl'),
    },
    {
      name: 'tests in a browser',
      files: ['test/browser/**'],
      trouble: tryProgram(
        CHROMIUM,
        ['--headless', '--no-sandbox', '--dump-dom', 'about:blank'],
        'install chromium, or name one by CHROMIUM=path',
      ),
    },
    {
      name: 'tests of pipelines',
      files: ['test/ecosystem/{mlPipe,scikit}.*'],
      trouble: existsSync(pipelines)
        ? undefined
        : 'ml-pipe and scikit.js are not installed; npm ci --ignore-scripts --prefix test/ecosystem',
    },
    {
      name: 'tests on reference data',
      files: ['test/shared/**'],
      trouble: existsSync(shared)
        ? undefined
        : 'there is no folder ../shared, which is not part of the repository',
      isOptional: true,
    },
  ];
  return candidates.flatMap(({ name, files, trouble, isOptional = false }) =>
    trouble ? [{ files, reason: `${name}: ${trouble}`, isOptional }] : [],
  );
}

/** The reason why a program cannot be used; undefined if it runs. */
function tryProgram(
  program: string,
  args: string[],
  remedy: string,
): string | undefined {
  const { error, status, signal, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (error && 'code' in error && error.code === 'ENOENT') {
    return `${program} is not there; ${remedy}`;
  }
  if (!error && status === 0) return undefined;
  const [said] = stderr?.trim().split('\n').slice(-1) ?? [];
  const why = error?.message ?? (said || `it ended with ${status ?? signal}`);
  return `${program} cannot start (${why}); ${remedy}`;
}
