import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

import { pythonCommand } from '../measure/commands.ts';
import type { Arguments } from '../measure/readArguments.ts';

import type { Environment } from './Report.ts';

/** The dependencies that the library is compared with. */
const PACKAGES = ['ml-matrix', 'ml-knn'];

/**
 * Determines machine and versions; missing ones are left out.
 * @param settings - The Python, and the folder of peers.
 */
export function readEnvironment(settings: Arguments): Environment {
  const [{ model }, ...others] = cpus();
  return {
    machine: {
      processor: model.trim(),
      cores: String(others.length + 1),
      memory: `${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    },
    versions: {
      node: process.versions.node,
      ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
      ...pythonVersions(settings),
      ...octaveVersion(),
    },
  };
}

// of the installed package, which may not export its package.json
function versionOf(name: string): string {
  const url = new URL(
    `../../node_modules/${name}/package.json`,
    import.meta.url,
  );
  const { version } = JSON.parse(readFileSync(url, 'utf8')) as {
    version: string;
  };
  return version;
}

function pythonVersions(settings: Arguments): Record<string, string> {
  const [command, ...args] = pythonCommand('versions', settings);
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as Record<string, string>) : {};
}

function octaveVersion(): Record<string, string> {
  const program = String.raw`printf('%s\n%s\n', version(), version('-blas'))`;
  const args = ['--no-gui', '--quiet', '--eval', program];
  const { status, stdout } = spawnSync('octave', args, { encoding: 'utf8' });
  if (status !== 0) return {};
  const [octave, blas] = stdout.split('\n');
  // "OpenBLAS (config: OpenBLAS 0.3.21 …)": what follows the version are options of its build
  const name = /OpenBLAS [\d.]+/.exec(blas)?.[0] ?? blas;
  return { octave, 'BLAS of Octave': name };
}
