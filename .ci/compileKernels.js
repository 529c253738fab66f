/**
 * Compiles src/kernels/index.as.ts to WebAssembly, and writes the bytes into src/kernels/arena/wasmBytes.ts; with
 * `--check`, compares them with the existing ones.
 */
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = fileURLToPath(
  new URL('../src/kernels/arena/wasmBytes.ts', import.meta.url),
);

const files = new Map();
const { error, stderr } = await asc.main(
  [
    'src/kernels/index.as.ts',
    '--baseDir',
    root,
    '--outFile',
    'kernels.wasm',
    '--runtime',
    'stub',
    '--enable',
    'simd',
    '--optimizeLevel',
    '3',
    '--noAssert',
    '--importMemory',
    '--maximumMemory',
    String(2 ** 16),
  ],
  {
    writeFile: (name, contents) => files.set(name, contents),
  },
);
if (error) {
  console.error(stderr.toString());
  throw error;
}
const text = Buffer.from(files.get('kernels.wasm')).toString('base64');
const lines = text.match(/.{1,100}/g).map((line) => `  '${line}',`);
const source = [
  '/** index.as.ts, compiled: see `npm run compile-kernels`. */',
  'export const BYTES = [',
  ...lines,
  "].join('');",
  '',
].join('\n');

if (!process.argv.includes('--check')) {
  writeFileSync(target, source);
} else if (readFileSync(target, 'utf8') !== source) {
  console.error(
    'src/kernels/arena/wasmBytes.ts is not what the kernels compile to',
  );
  process.exitCode = 1;
}
