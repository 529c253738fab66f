import type { ScoreFunction, Scoring } from './Executor.ts';

/** One score, or several. */
export type ScoringOption<Trained = never> =
  Scoring<Trained> | ReadonlyArray<Scoring<Trained>>;

/** A score that has a name, and is no function. */
type NamedScore = Exclude<Scoring, ScoreFunction>;

/** One score with a name, or several. */
export type NamedScoring = NamedScore | readonly NamedScore[];

/** The names under which scores are found among the results. */
export type ScoreNames<Asked extends NamedScoring> =
  Asked extends ReadonlyArray<infer One> ? NameOf<One> : NameOf<Asked>;

type NameOf<One> = One extends string
  ? One
  : One extends { name: infer Name extends string; radius: infer Radius }
    ? Radius extends number
      ? `${Name}@${Radius}`
      : string
    : string;
