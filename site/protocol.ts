/** The messages between the page and its worker. All of them can be cloned. */
import type { Ellipse, Point } from '../src/report/figures/planes.ts';

/** Views: standardized inputs, or their images under the metric. */
export type View = 'inputs' | 'embedding';

/** The settings of the user. */
export interface Settings {
  /** The number of neighbours. */
  k: number;
  loss: 'lmnn' | 'nca' | 'triplet';
  /** The weight of the margin; 0: none. */
  weight: number;
  /** The target of the margin. */
  target: number | 'auto';
}

/** A request of the page. */
export type Request =
  | { kind: 'iris' }
  | { kind: 'open'; file: File }
  /** Selects another class column of the same file. */
  | { kind: 'label'; column: string }
  /** `isWatched`: slowly enough to be followed by eye. */
  | { kind: 'fit'; settings: Settings; isWatched: boolean }
  | { kind: 'stop' }
  | { kind: 'view'; view: View }
  /** Moves the query to a row, or to a point of the plane, or by a distance along it. */
  | { kind: 'pick'; row: number }
  | { kind: 'move'; to: Point }
  | { kind: 'save' };

/** Information on a table. */
export interface TableReply {
  kind: 'table';
  name: string;
  rows: number;
  columns: string[];
  classes: string[];
  /** The class column, and all classes. */
  label: string;
  candidates: string[];
  /** What was left out, and why. */
  notes: string[];
  /** The drawn rows, and their class codes. */
  drawn: Int32Array;
  codes: Int32Array;
}

/** The positions of rows. */
export interface SceneReply {
  kind: 'scene';
  view: View;
  /** Two coordinates per drawn row. */
  points: Float32Array;
  /** The position of the query. */
  query: Point;
}

/** The progress of a fit. */
export interface ProgressReply {
  kind: 'progress';
  iteration: number;
  /** `null` while triplets are mined. */
  objective: number | null;
  /** From 0 to 1. */
  fraction: number;
}

/** The classifier is ready: with or without a learned metric. */
export interface FittedReply {
  kind: 'fitted';
  isLearned: boolean;
  /** A summary in one sentence. */
  summary: string;
  /** The program that gives the same classifier. */
  code: string;
  /** SVGs; none before a metric is learned. */
  figures: Array<{ name: string; svg: string }>;
}

/** The nearest row known with another prediction. */
interface Adversary {
  at: Point;
  label: string;
  /** Its distance, in standard deviations. */
  size: number;
  row: number[];
}

/** The prediction of the query. */
export interface AnswerReply {
  kind: 'answer';
  /** The row that it was last set to, from 0, and whether it is unmoved. */
  row: number;
  isRow: boolean;
  at: Point;
  values: number[];
  label: string;
  /** The class of that row. */
  truth: string;
  /** The certified radius, in standard deviations. */
  radius: number;
  /** Whether it is exact: the adversary is no farther away. */
  isExact: boolean;
  adversary: Adversary | undefined;
  /** The image of a ball of radius 1. */
  ball: Ellipse;
  /** Standard deviations of the columns. */
  scale: number[];
}

/** A reply of the worker. */
export type Reply =
  | TableReply
  | SceneReply
  | ProgressReply
  | FittedReply
  | AnswerReply
  | { kind: 'stopped' }
  | { kind: 'saved'; model: Blob; code: string }
  /** `candidates`: columns of a file with which another choice of the class may help. */
  | { kind: 'trouble'; message: string; candidates?: string[] };
