import { readFileSync, writeFileSync } from 'node:fs';

import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';

const { dependencies, peerDependencies } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

/** The exports of package.json: one file and one declaration file each. */
const entries = {
  index: 'src/index.ts',
  table: 'src/table.ts',
  report: 'src/report.ts',
  parallel: 'src/parallel.ts',
  bullmq: 'src/bullmq.ts',
  testing: 'src/testing.ts',
};

/** The bin, and files that are started by their URL. All output is in one folder, so './threadWorker.js' is right in any chunk. */
const programs = {
  threadWorker: 'src/parallel/fit/threadWorker.js',
  taskWorker: 'src/parallel/tasks/taskWorker.js',
  workerProgram: 'src/bullmq/workerProgram.ts',
};

const external = [
  ...Object.keys({ ...dependencies, ...peerDependencies }),
  // a part of a dependency that runs in browsers as well
  'csv-parse/browser/esm/sync',
  /^node:/,
];

/** Readable imports between the files. */
const output = {
  dir: 'lib',
  hoistTransitiveImports: false,
  minifyInternalExports: false,
};

/** Strips the types; `npm run check-types` checks them. */
const withoutTypes = {
  name: 'without-types',
  transform(code, fileName) {
    if (!fileName.endsWith('.ts')) return null;
    const { outputText, sourceMapText } = ts.transpileModule(code, {
      fileName,
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2023,
        sourceMap: true,
      },
    });
    return { code: wrapStaticBlocks(outputText), map: sourceMapText };
  },
};

/**
 * Bundlers keep a class with a static block even if nothing uses it, unless it comes from a function that is marked as pure. No line
 * moves, so the source map stays right.
 * @param {string} code - A module, as TypeScript prints it.
 * @returns {string} The same, with such classes wrapped.
 */
function wrapStaticBlocks(code) {
  return code.replaceAll(
    /^export (?<body>class (?<name>\w+) .*?^\})/gms,
    (all, body, name) =>
      /^ {4}static \{/m.test(body)
        ? `export const ${name} = /* @__PURE__ */ (() => { ${body} return ${name}; })();`
        : all,
  );
}

/**
 * Two ways to load ml-matrix: "#matrix" in package.json chooses. To import it takes Node.js 20 more than 30 ms, since it scans
 * CommonJS for the names of exports; to require it takes 5 ms and gives the same class. Bundlers import it.
 */
const matrix = {
  name: 'matrix',
  writeBundle() {
    writeFileSync(
      'lib/matrix.cjs',
      "exports.Matrix = require('ml-matrix').Matrix;\n",
    );
    writeFileSync('lib/matrix.js', "export { Matrix } from 'ml-matrix';\n");
  },
};

export default [
  {
    input: { ...entries, ...programs },
    external,
    plugins: [withoutTypes, matrix],
    output: {
      ...output,
      chunkFileNames: '[name].js',
      // shared by the entries; the WebAssembly is apart, since bundlers cannot see that its string is unused
      manualChunks: {
        wasmBytes: ['src/kernels/arena/wasmBytes.ts'],
        core: ['src/index.ts'],
      },
      // Matrix is all that the sources import from it
      paths: { 'ml-matrix': '#matrix' },
      sourcemap: true,
    },
  },
  {
    input: entries,
    external,
    plugins: [dts({ tsconfig: 'tsconfig.build.json' })],
    output: {
      ...output,
      chunkFileNames: '[name].d.ts',
      manualChunks: { core: ['src/index.ts'] },
    },
  },
];
