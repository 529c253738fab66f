import type { Arguments } from '../measure/readArguments.ts';

/** The cost of a fit. */
export interface Cost {
  /** The minimum over repeats within one process; for a first fit, of whole processes. */
  seconds: number;
  /** The largest resident memory of a process that fits once. */
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
  /** To our own end. */
  ours: Cost;
  /** The peer at its defaults. */
  theirs?: Cost;
  /** The reason why the cost of the peer is missing, if it is to be stated. */
  note?: string;
  /** Seconds of this library until the objective of the peer; missing, if it is not reached. */
  toTheirs?: number;
  /** Seconds of the peer at the tolerance of this library, and of this library until that objective. */
  tight?: { theirs: number; toTheirs?: number };
  quality?: Quality;
  /** What a reader has to know about the figures. */
  remark?: string;
}

/** The goal of a row. */
export interface Goal {
  /** The required ratio of the peer's seconds to ours, until the objective of the peer; for loops, of speeds. */
  ratio?: number;
  /** The same until our own end. */
  endRatio?: number;
  /** The largest number of seconds. */
  seconds?: number;
  /** The largest resident memory. */
  megabytes?: number;
  /** The least speed, in 10⁹ floating-point operations per second. */
  gigaflops?: number;
}

/** What all rows have. */
interface Named {
  /** The name by which it is selected. */
  name: string;
  /** What is measured, without the size of a fit. */
  work: string;
  /** Whether it takes minutes, so that it runs only if it is named. */
  isLong?: boolean;
}

/** A fit, compared with that of a peer. */
export interface FitRow extends Named {
  kind: 'fit';
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
export interface KernelRow extends Named {
  kind: 'kernel';
  peer: string;
  goal: Goal;
  measure: (settings: Arguments) => Speeds;
}

/** Seconds against the number of rows. */
export interface GrowthPoint {
  rows: number;
  seconds: number;
}

/** Seconds as a function of the number of rows. */
export interface GrowthRow extends Named {
  kind: 'growth';
  measure: (settings: Arguments) => GrowthPoint[];
}

/** A program that prints figures of its own, without a peer. */
export interface ProgramRow extends Named {
  kind: 'program';
  measure: (settings: Arguments) => string;
}

/** A row of the benchmark. */
export type Row = FitRow | KernelRow | GrowthRow | ProgramRow;
