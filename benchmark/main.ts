/**
 * Runs every benchmark in a process of its own, one after the other, pinned to one core where `taskset` is there.
 *
 *     PYTHONPATH=path/to/metric-learn:path/to/pylmnn npm run benchmark -- --data ../shared --authors path/to/LMNNPL --python python3
 *
 * Without `--authors` and `--python`, nothing stands beside ours.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const programs = [
  'australian.ts',
  'letter.ts',
  'nca.ts',
  'lmnn.ts',
  'scml.ts',
  'stream.ts',
  'responsiveness.ts',
];
const pinned = spawnSync('taskset', ['--version']).status === 0;

for (const program of programs) {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const command = [
    ...(pinned ? ['taskset', '-c', '1'] : []),
    process.execPath,
    '--import',
    'tsx',
    file,
    ...process.argv.slice(2),
  ];
  const { status } = spawnSync(command[0], command.slice(1), {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
