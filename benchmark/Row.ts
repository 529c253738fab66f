import type { Arguments } from './readArguments.ts';

/** What a fit takes. */
export interface Cost {
  /** Seconds of a fit: the minimum over repeats within one process, after a first run. */
  warm: number;
  /** Seconds of a fresh process that reads the data, fits once and exits. */
  cold: number;
  /** Resident at most, in that process. */
  megabytes: number;
}

/** How good a result is, by one function for all. */
export interface Quality {
  /** What is measured. */
  name: string;
  /** Whether less of it is better, or more. */
  best: 'least' | 'most';
  ours: number;
  theirs?: number;
}

/** What a row came to. */
export interface Figures {
  /** Of the rows that were fitted to. */
  size: { rows: number; columns: number };
  ours: Cost;
  theirs?: Cost;
  /** Why there is no cost of theirs, where that is to be said. */
  note?: string;
  /** Seconds of ours to the objective of theirs. */
  toTheirs?: number;
  quality?: Quality;
}

/** What is wanted of a row. */
export interface Goal {
  /** How many times as long theirs takes. */
  ratio?: number;
  /** Whether ours is timed to its own end, or to the objective of theirs. */
  to?: 'end' | 'objective';
  /** Seconds at most. */
  seconds?: number;
  /** Resident at most. */
  megabytes?: number;
  /** Thousand million floating-point operations a second at least. */
  gigaflops?: number;
}

/** A fit, beside that of a peer. */
export interface FitRow {
  kind: 'fit';
  /** By which it is chosen. */
  name: string;
  /** What is fitted, without its size. */
  work: string;
  peer?: string;
  goal: Goal;
  measure: (settings: Arguments) => Figures;
}

/** Thousand million floating-point operations a second. */
export interface Speeds {
  ours: number;
  /** Where the peer is there. */
  theirs?: number;
}

/** A loop over numbers, beside that of a peer. */
export interface KernelRow {
  kind: 'kernel';
  name: string;
  work: string;
  peer: string;
  goal: Goal;
  measure: (settings: Arguments) => Speeds;
}

/** A program that prints figures of its own, without a peer. */
export interface ProgramRow {
  kind: 'program';
  name: string;
  work: string;
  measure: (settings: Arguments) => string;
}

/** One thing that is measured. */
export type Row = FitRow | KernelRow | ProgramRow;
