import type { Pacer } from '../../async/Pacer.ts';
import { summarizeScores } from '../cross-validation/summarizeScores.ts';
import type { Task } from '../tasks/Executor.ts';
import { nameOfScoring } from '../tasks/nameOfScoring.ts';

import type { Candidate, FailedCandidate } from './Candidate.ts';
import { RoundRunner } from './RoundRunner.ts';
import type { Outcome } from './SearchCheckpoint.ts';
import { fingerprintOfSearch } from './fingerprintOfSearch.ts';
import type { Round } from './planRounds.ts';
import { rankCandidates } from './rankCandidates.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import type { SearchOptions, SearchPlan } from './searchOptions.ts';
import { toError } from './toError.ts';

/** Runs the rounds of a search. */
export class SearchRun {
  /** Each candidate as it did in its last round. */
  readonly results: Array<Candidate | FailedCandidate> = [];
  readonly #plan: SearchPlan;
  readonly #names: string[];
  readonly #ledger: RoundRunner;
  readonly #pacer: Pacer;
  readonly #onProgress: SearchOptions['onProgress'];
  /** Tasks of the rounds that are over. */
  #done = 0;

  /**
   * Prepares the rounds.
   * @throws {TypeError|RangeError} If `resume` is not a checkpoint of this search.
   */
  constructor(
    plan: SearchPlan,
    options: Pick<
      SearchOptions,
      'signal' | 'onProgress' | 'onCheckpoint' | 'resume'
    >,
    pacer: Pacer,
  ) {
    const { signal, onProgress, onCheckpoint, resume } = options;
    const { executor } = plan;
    const isKept = onCheckpoint !== undefined || resume !== undefined;
    const fingerprint = isKept ? fingerprintOfSearch(plan) : '';
    const rounds = readCheckpoint(resume, fingerprint, plan);
    this.#plan = plan;
    this.#names = plan.scoring.map(nameOfScoring);
    this.#pacer = pacer;
    this.#onProgress = onProgress;
    this.#ledger = new RoundRunner({
      executor,
      signal,
      pacer,
      fingerprint,
      rounds,
      onCheckpoint,
    });
  }

  /**
   * Runs all rounds.
   * @returns The candidates of the last round that did not fail, in the order of all candidates.
   * @throws {Error} The first error of a round in which all candidates failed; whatever else `RoundRunner` throws.
   */
  async finish(): Promise<Candidate[]> {
    let ranked = Array.from(this.#plan.candidates.keys());
    for (const [index, { candidates }] of this.#plan.rounds.entries()) {
      const tried = ranked.slice(0, candidates).toSorted((a, b) => a - b);
      // eslint-disable-next-line no-await-in-loop -- who goes on is known at the end of a round
      await this.#try(tried, index);
      const left = tried.filter((at) => 'scores' in this.results[at]);
      ranked = rankCandidates(this.#pick(left)).map((place) => left[place]);
    }
    return this.#pick(ranked.toSorted((a, b) => a - b));
  }

  #pick(places: readonly number[]): Candidate[] {
    return places.map((at) => this.results[at] as Candidate);
  }

  async #try(tried: readonly number[], index: number): Promise<void> {
    const round = this.#plan.rounds[index];
    const folds = round.splits.length;
    const tasks = tried.flatMap((at) => this.#tasksOf(at, round));
    const total = this.#done + tasks.length + this.#ahead(tried.length, index);
    const outcomes = await this.#ledger.finish(index, tasks, (done) =>
      this.#report(this.#done + done, total, index),
    );
    this.#done += tasks.length;
    for (const [place, at] of tried.entries()) {
      const own = outcomes.slice(place * folds, (place + 1) * folds);
      this.results[at] = this.#summarize(at, index + 1, own);
    }
    const failure = outcomes.find((outcome) => 'error' in outcome);
    const allFailed = tried.every((at) => 'error' in this.results[at]);
    if (failure && allFailed) throw toError(failure.error);
  }

  #tasksOf(at: number, { splits }: Round): Task[] {
    const { data, classifier, candidates, scoring } = this.#plan;
    const options = candidates[at];
    return splits.map((split) => ({
      ...split,
      data,
      classifier,
      options,
      scoring,
    }));
  }

  // tasks of later rounds, if nothing fails any more
  #ahead(tried: number, index: number): number {
    return this.#plan.rounds
      .slice(index + 1)
      .map(
        ({ candidates, splits }) => Math.min(candidates, tried) * splits.length,
      )
      .reduce((sum, tasks) => sum + tasks, 0);
  }

  #report(done: number, tasks: number, round: number): unknown {
    return this.#onProgress?.({
      done,
      tasks,
      round,
      rounds: this.#plan.rounds.length,
      elapsed: this.#pacer.elapsed,
      fraction: done / tasks,
    });
  }

  #summarize(
    at: number,
    rounds: number,
    outcomes: ReadonlyArray<NonNullable<Outcome>>,
  ): Candidate | FailedCandidate {
    const options = this.#plan.candidates[at];
    const scores: Array<readonly number[]> = [];
    for (const outcome of outcomes) {
      if ('error' in outcome) {
        return { options, rounds, error: { ...outcome.error } };
      }
      scores.push(outcome.scores);
    }
    return { options, rounds, scores: summarizeScores(this.#names, scores) };
  }
}
