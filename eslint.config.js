import { defineConfig, globalIgnores } from 'eslint/config';
import cheminfo from 'eslint-config-cheminfo-typescript';

/** The rooms of src, the highest first: a file imports from its own room and from lower ones. See CONTRIBUTING. */
const rooms = [
  'index.ts',
  'testing.ts',
  'bullmq.ts',
  'bullmq',
  'parallel.ts',
  'report.ts',
  'report',
  'testing',
  'parallel',
  'model-selection',
  'certification',
  'estimators',
  'objective.ts',
  'losses',
  'margin',
  'parameterizations',
  'solvers',
  'neighbors',
  'subspaces',
  'random.ts',
  'kernels',
  'validation',
  'work.ts',
];

/** Rooms that import nothing but their own files. */
const leaves = new Set(['random.ts', 'kernels', 'validation', 'work.ts']);

const zones = rooms.map((room, floor) => ({
  target: `./src/${room}`,
  from: (leaves.has(room) ? rooms : rooms.slice(0, floor))
    .filter((other) => other !== room)
    .map((other) => `./src/${other}`),
  message: 'arrows point down the list of rooms in CONTRIBUTING.md only',
}));

export default defineConfig(
  // AssemblyScript has types that TypeScript does not know
  globalIgnores([
    'coverage',
    '.stryker-tmp',
    'lib',
    'docs/site',
    'site/dist',
    '**/.readme',
    'test/.library',
    'src/**/*.as.ts',
  ]),
  cheminfo,
  {
    settings: {
      'import/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import/resolver': { node: { extensions: ['.js', '.ts'] } },
    },
    rules: {
      'import/no-cycle': 'error',
      'import/no-restricted-paths': ['error', { zones }],
      // over typed arrays, an indexed loop allocates nothing
      '@typescript-eslint/prefer-for-of': 'off',
      // `options.init` beside destructured options is often the clearer name
      'unicorn/consistent-destructuring': 'off',
      // the types are TypeScript's, and a getter's description says what it returns
      'jsdoc/require-yields-type': 'off',
      // a pause is a yield without a value
      'jsdoc/require-yields-check': 'off',
      // a parameter that is taken apart is still one thing, and its parts are described with their type
      'jsdoc/require-param': ['warn', { checkDestructured: false }],
      'jsdoc/check-param-names': ['warn', { checkDestructured: false }],
      'jsdoc/require-returns': ['warn', { checkGetters: false }],
    },
  },
  {
    files: ['test/**'],
    rules: {
      'import/no-named-as-default-member': 'off',
      'unicorn/consistent-function-scoping': 'off',
      'unicorn/prefer-array-find': 'off',
      'jsdoc/require-param': 'off',
      'jsdoc/require-returns': 'off',
    },
  },
  {
    // a package of its own, with the heavy ones; what is light is the root's
    files: ['test/ecosystem/**'],
    rules: {
      'import/no-extraneous-dependencies': [
        'error',
        { packageDir: ['.', 'test/ecosystem'] },
      ],
    },
  },
  {
    // tests are read as prose: `test('…')`, with paragraphs where the author sees them
    files: ['test/**/*.test.ts'],
    rules: {
      'vitest/consistent-test-it': 'off',
      'vitest/padding-around-all': 'off',
      'vitest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] },
      ],
    },
  },
  {
    // programs for a terminal
    files: ['examples/**', 'benchmark/**', 'docs/**', '.ci/**'],
    rules: { 'no-console': 'off' },
  },
);
