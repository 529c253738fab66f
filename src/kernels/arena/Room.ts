import type { CompiledKernels } from './CompiledKernels.ts';

/** A part of the memory of a WebAssembly instance, which is handed out from the bottom to the top. */
export interface Room {
  /** The kernels that work on it. */
  kernels: CompiledKernels;
  /** The memory. */
  buffer: ArrayBufferLike;
  /** The offset of the first byte that has not been handed out. */
  next: number;
  /** The offset of the first byte that was never handed out; bytes before it may have been written to. */
  untouched: number;
}
