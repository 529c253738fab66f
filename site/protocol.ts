/** What the page and its worker say to each other. All of it can be cloned. */
import type { Ellipse, Point } from '../src/report/figures/planes.ts';

/** Inputs, standardized; or the same rows as the metric sees them. */
export type View = 'inputs' | 'embedding';

/** What the reader chose. */
export interface Settings {
  /** How many rows vote. */
  k: number;
  loss: 'lmnn' | 'nca' | 'triplet';
  /** Of the margin; 0: none. */
  weight: number;
  /** The margin that is asked for. */
  target: number | 'auto';
}

/** What the page asks for. */
export type Request =
  | { kind: 'iris' }
  | { kind: 'open'; file: File }
  /** Another column tells the classes of the same file. */
  | { kind: 'label'; column: string }
  /** `isWatched`: slowly enough for an eye to follow. */
  | { kind: 'fit'; settings: Settings; isWatched: boolean }
  | { kind: 'stop' }
  | { kind: 'view'; view: View }
  /** The query becomes a row, or moves to a point of the plane, or along it. */
  | { kind: 'pick'; row: number }
  | { kind: 'move'; to: Point }
  | { kind: 'save' };

/** What is known of a table. */
export interface TableReply {
  kind: 'table';
  name: string;
  rows: number;
  columns: string[];
  classes: string[];
  /** The column that tells the classes, and all there are. */
  label: string;
  candidates: string[];
  /** What was left out, and why. */
  notes: string[];
  /** Which rows are drawn, and the numbers of their classes. */
  drawn: Int32Array;
  codes: Int32Array;
}

/** Where rows are seen. */
export interface SceneReply {
  kind: 'scene';
  view: View;
  /** A pair for each drawn row. */
  points: Float32Array;
  /** Where the query is. */
  query: Point;
}

/** A fit on its way. */
interface ProgressReply {
  kind: 'progress';
  iteration: number;
  objective: number;
  /** From 0 to 1. */
  fraction: number;
}

/** A classifier is there: none was learned yet, or the fit is over. */
export interface FittedReply {
  kind: 'fitted';
  isLearned: boolean;
  /** In a sentence. */
  summary: string;
  /** The program that makes the same. */
  code: string;
  /** SVGs; none, before anything is learned. */
  figures: Array<{ name: string; svg: string }>;
}

/** The nearest row found that is predicted otherwise. */
interface Adversary {
  at: Point;
  label: string;
  /** How far it is, in standard deviations. */
  size: number;
  row: number[];
}

/** What is said of the query. */
export interface AnswerReply {
  kind: 'answer';
  /** The row that it was last, from 0, and whether it still is. */
  row: number;
  isRow: boolean;
  at: Point;
  values: number[];
  label: string;
  /** The class of that row. */
  truth: string;
  radius: number;
  /** Whether the radius is the largest that holds. */
  isExact: boolean;
  adversary: Adversary | undefined;
  /** How a ball of radius 1 is seen. */
  ball: Ellipse;
  /** Deviations of the columns. */
  scale: number[];
}

/** What the worker says. */
export type Reply =
  | TableReply
  | SceneReply
  | ProgressReply
  | FittedReply
  | AnswerReply
  | { kind: 'stopped' }
  | { kind: 'saved'; model: Blob; code: string }
  /** `candidates`: the columns of a file that another choice of classes may help. */
  | { kind: 'trouble'; message: string; candidates?: string[] };
