import type { CompiledLoops } from '../compiledKernels.ts';

import { BYTES } from './wasmBytes.ts';

/** Compiled kernels and the memory they work on. */
export interface Instance {
  loops: CompiledLoops;
  memory: WebAssembly.Memory;
}

/** Pages of the largest possible memory, 4 GB. */
export const MAX_PAGES = 2 ** 16;
/** The flag of a shared memory in its import; the code is the same for both (WebAssembly threads, limits). */
const SHARED = 2;

let compiled: WebAssembly.Module | undefined;
let isMissing = false;

/**
 * Creates an instance of the compiled kernels with a memory of its own.
 * @param pages - The size of the memory, in pages of 64 kB.
 * @returns `undefined` if WebAssembly with vectors is missing, a content-security policy forbids it, or there is not
 * enough memory.
 */
export function instantiate(pages: number): Instance | undefined {
  compiled ??= compile();
  if (compiled === undefined) return undefined;
  try {
    const initial = Math.min(pages, MAX_PAGES);
    const memory = new WebAssembly.Memory({ initial, maximum: MAX_PAGES });
    const { exports } = new WebAssembly.Instance(compiled, {
      env: { memory },
    });
    return { loops: exports as unknown as CompiledLoops, memory };
  } catch {
    return undefined;
  }
}

/**
 * Compiles the kernels for a memory that threads share.
 * @returns The module, which imports `env.memory`.
 * @throws {WebAssembly.CompileError} If vectors or shared memory are not supported.
 * @throws {Error} If WebAssembly is missing, or a content-security policy forbids it.
 */
export function compileShared(): WebAssembly.Module {
  const bytes = decode();
  const place = findMemoryFlags(bytes);
  bytes[place] |= SHARED;
  return new WebAssembly.Module(bytes);
}

function compile(): WebAssembly.Module | undefined {
  if (isMissing) return undefined;
  try {
    return new WebAssembly.Module(decode());
  } catch {
    isMissing = true;
    return undefined;
  }
}

function decode(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(BYTES), (character) =>
    // eslint-disable-next-line unicorn/prefer-code-point -- bytes, not characters
    character.charCodeAt(0),
  );
}

// the byte after the import `env.memory`, of kind 2, whose bits say that it has a maximum and whether it is shared
function findMemoryFlags(bytes: Uint8Array): number {
  const text = String.fromCodePoint(...bytes);
  const memory = '\u0003env\u0006memory\u0002';
  return text.indexOf(memory) + memory.length;
}
