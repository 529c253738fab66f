import type {
  Figures,
  FitRow,
  GrowthPoint,
  GrowthRow,
  KernelRow,
  ProgramRow,
  Speeds,
} from '../rows/Row.ts';

/** The figures of a row, and when it was measured: year, month, day. */
type Measured<Row, Result> = Omit<Row, 'measure' | 'isLong'> & {
  date: string;
  figures: Result;
};

/** A measured fit. */
export type FitEntry = Measured<FitRow, Figures>;

/** A measured loop. */
export type KernelEntry = Measured<KernelRow, Speeds>;

/** Measured growth. */
export type GrowthEntry = Measured<GrowthRow, GrowthPoint[]>;

/** A program that printed figures. */
type ProgramEntry = Measured<ProgramRow, string>;

/** A measured row. */
export type Entry = FitEntry | KernelEntry | GrowthEntry | ProgramEntry;

/** The environment of the figures. */
export interface Environment {
  /** Model, cores, memory. */
  machine: Record<string, string>;
  /** Versions of the software. */
  versions: Record<string, string>;
}

/** All figures, as plain JSON. */
export interface Report extends Environment {
  entries: Entry[];
}
