import type { CompiledKernels } from './CompiledKernels.ts';

/** Room in the memory of an instance, handed out from the bottom to the top. */
export interface Room {
  kernels: CompiledKernels;
  buffer: ArrayBufferLike;
  /** The first byte that is not handed out. */
  next: number;
  /** The first byte that has never been; what is before it may have been written to. */
  untouched: number;
}
