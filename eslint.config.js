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
  'table.ts',
  'report',
  'testing',
  'parallel',
  'model-selection',
  'certification',
  'estimators',
  'fit',
  'losses',
  'margin',
  'parameterizations',
  'solvers',
  'neighbors',
  'linear-algebra',
  'table',
  'kernels',
  'data',
  'async',
  'options',
];

/** Rooms that import nothing but their own files. */
const leaves = new Set(['kernels', 'options']);

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
      // a tag is there where it says what name and type do not: shapes, units, what is thrown
      'jsdoc/require-param': 'off',
      'jsdoc/require-returns': 'off',
      'jsdoc/require-yields': 'off',
      'jsdoc/require-yields-type': 'off',
      'jsdoc/require-yields-check': 'off',
      'jsdoc/check-param-names': [
        'warn',
        { checkDestructured: false, disableMissingParamChecks: true },
      ],
    },
  },
  {
    files: ['test/**'],
    rules: {
      'import/no-named-as-default-member': 'off',
      'unicorn/consistent-function-scoping': 'off',
      'unicorn/prefer-array-find': 'off',
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
    files: ['examples/**', 'benchmark/**', 'docs/**', '.ci/**', '*.config.ts'],
    rules: { 'no-console': 'off' },
  },
);
