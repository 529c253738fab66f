/**
 * Imports, type-checks and bundles the library in every supported way. All have to print the output of a plain import,
 * bit for bit.
 */
import { Answers } from './Answers.js';

/** Common TypeScript settings: with and without the types of browsers. */
const TYPES = {
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
  node16: [
    '--module',
    'node16',
    '--moduleResolution',
    'node16',
    '--lib',
    'es2022',
    '--types',
    'node',
  ],
};

/**
 * A program for each way, and the commands to run before.
 * @type {Array<{ name: string, before?: string[], program: string[] }>}
 */
const CONSUMERS = [
  { name: 'import', program: ['iris.js'] },
  { name: 'require', program: ['--no-warnings', 'iris.cjs'] },
  ...Object.entries(TYPES).map(([resolution, options]) => ({
    name: `TypeScript, ${resolution}`,
    before: ['tsc', '--project', '.', '--outDir', resolution, ...options],
    program: [`${resolution}/iris.js`],
  })),
  {
    name: 'esbuild, a module',
    before: [
      'esbuild',
      'iris.js',
      '--bundle',
      '--outfile=esbuild/iris.js',
    ].concat('--format=esm', '--log-level=warning'),
    program: ['esbuild/iris.js'],
  },
  {
    name: 'esbuild, CommonJS',
    before: [
      'esbuild',
      'iris.js',
      '--bundle',
      '--outfile=esbuild/iris.cjs',
    ].concat('--format=cjs', '--platform=node', '--log-level=warning'),
    program: ['esbuild/iris.cjs'],
  },
  {
    name: 'rollup',
    before: [
      'rollup',
      'iris.js',
      '--file',
      'rollup/iris.js',
      '--silent',
    ].concat(
      ['node-resolve', 'commonjs', 'json'].map((of) => `--plugin=${of}`),
    ),
    program: ['rollup/iris.js'],
  },
  { name: 'vite', before: ['vite', 'build'], program: ['vite/iris.js'] },
];

/**
 * Tries all of them.
 * @param {import('./Project.js').Project} project - The project to run in.
 * @throws {Error} An output differs or is missing.
 */
export function tryConsumers(project) {
  let expected;
  for (const { name, before, program } of CONSUMERS) {
    if (before) project.runInstalled(...before);
    const answers = new Answers(project.run('node', ...program));
    expected ??= answers;
    console.log(`${name}: ${answers.compare(expected, true)}`);
  }
  // Vite also builds the code of threads
  console.log(
    `vite, threads: ${project.run('node', 'vite/threads.js').trim()}`,
  );
}
