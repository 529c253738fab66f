import type { Arguments } from '../measure/readArguments.ts';

/** The cost of a fit. */
export interface Cost {
  /** Seconds of a fit: the minimum over repeats within one process, after a first run. */
  warm: number;
  /** Seconds of a fresh process that reads the data, fits once and exits. */
  cold: number;
  /** The largest resident memory of that process. */
  megabytes: number;
}

/** The quality of a result, by one function for all. */
export interface Quality {
  /** Its name. */
  name: string;
  /** Whether less or more of it is better. */
  best: 'least' | 'most';
  ours: number;
  theirs?: number;
}

/** The figures of a row. */
export interface Figures {
  /** The number of training rows. */
  size: { rows: number; columns: number };
  ours: Cost;
  theirs?: Cost;
  /** The reason why the cost of the peer is missing, if it is to be stated. */
  note?: string;
  /** Seconds of this library until the objective of the peer. */
  toTheirs?: number;
  quality?: Quality;
}

/** The goal of a row. */
export interface Goal {
  /** The required ratio of the peer's seconds to ours. */
  ratio?: number;
  /** Whether this library is timed to its own end, or to the objective of the peer. */
  to?: 'end' | 'objective';
  /** The largest number of seconds. */
  seconds?: number;
  /** The largest resident memory. */
  megabytes?: number;
  /** The least speed, in 10⁹ floating-point operations per second. */
  gigaflops?: number;
}

/** A fit, compared with that of a peer. */
export interface FitRow {
  kind: 'fit';
  /** The name by which it is selected. */
  name: string;
  /** What is fitted, without its size. */
  work: string;
  peer?: string;
  goal: Goal;
  measure: (settings: Arguments) => Figures;
}

/** 10⁹ floating-point operations per second. */
export interface Speeds {
  ours: number;
  /** If the peer is installed. */
  theirs?: number;
}

/** A loop over numbers, compared with that of a peer. */
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

/** A row of the benchmark. */
export type Row = FitRow | KernelRow | ProgramRow;
