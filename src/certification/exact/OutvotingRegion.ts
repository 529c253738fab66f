/**
 * Where a class c loses the vote: perturbations after which some impostors are nearer than rows of c (math: see
 * `OutvotingSearch`). A region with few impostors or rows holds the regions with more.
 */
export interface OutvotingRegion {
  /** Impostors that are nearer than all rows of c but some, by their ranks. */
  impostors: number[];
  /** The one of them that is nearer than all rows of c, whichever; −1: votes do not tie. */
  first: number;
  /** Rows of c that are farther than the impostors, by their ranks. */
  beaten: number[];
  /** Rows of c that need not be. */
  spared: number[];
  /** How many rows of c may be spared. */
  left: number;
  /** Whether no impostors are missing: those of other classes are then farther, unless they may be nearer. */
  isFull: boolean;
}
