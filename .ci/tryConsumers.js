/** Loads, types and bundles the library in every way that users do. All must print what a plain import prints, to the bit. */
import { Answers } from './Answers.js';

/** TypeScript as users set it: with and without what browsers have. */
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
 * A program for each way, and what has to be done before.
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
 * Tries them all.
 * @param {import('./Project.js').Project} project - Where.
 * @throws {Error} One has another answer, or none.
 */
export function tryConsumers(project) {
  let expected;
  for (const { name, before, program } of CONSUMERS) {
    if (before) project.runInstalled(...before);
    const answers = new Answers(project.run('node', ...program));
    expected ??= answers;
    console.log(`${name}: ${answers.compare(expected, true)}`);
  }
  // Vite builds what threads run, too
  console.log(
    `vite, threads: ${project.run('node', 'vite/threads.js').trim()}`,
  );
}
