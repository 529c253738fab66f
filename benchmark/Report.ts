import type { Figures, FitRow, KernelRow, ProgramRow, Speeds } from './Row.ts';
import type { Growth } from './growth.ts';

/** When a row was measured. */
interface Dated {
  /** Year, month, day. */
  date: string;
}

/** A fit that was measured. */
export type FitEntry = Omit<FitRow, 'measure'> & Dated & { figures: Figures };

/** A loop that was measured. */
export type KernelEntry = Omit<KernelRow, 'measure'> &
  Dated & { figures: Speeds };

/** A program that printed figures. */
type ProgramEntry = Omit<ProgramRow, 'measure'> & Dated & { figures: string };

/** A row that was measured. */
export type Entry = FitEntry | KernelEntry | ProgramEntry;

/** Where figures come from. */
export interface Environment {
  /** Model, cores, memory. */
  machine: Record<string, string>;
  /** Of what ran. */
  versions: Record<string, string>;
}

/** All figures, as plain JSON. */
export interface Report extends Environment {
  entries: Entry[];
  growth: Growth[];
}
