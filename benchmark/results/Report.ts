import type {
  Figures,
  FitRow,
  KernelRow,
  ProgramRow,
  Speeds,
} from '../rows/Row.ts';
import type { Growth } from '../rows/growth.ts';

/** When a row was measured. */
interface Dated {
  /** Year, month, day. */
  date: string;
}

/** A measured fit. */
export type FitEntry = Omit<FitRow, 'measure'> & Dated & { figures: Figures };

/** A measured loop. */
export type KernelEntry = Omit<KernelRow, 'measure'> &
  Dated & { figures: Speeds };

/** A program that printed figures. */
type ProgramEntry = Omit<ProgramRow, 'measure'> & Dated & { figures: string };

/** A measured row. */
export type Entry = FitEntry | KernelEntry | ProgramEntry;

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
  growth: Growth[];
}
