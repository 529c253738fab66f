import type { Pacer } from '../../async/Pacer.ts';
import { summarizeScores } from '../cross-validation/summarizeScores.ts';
import type { Task, TaskFailure } from '../tasks/Executor.ts';
import type { ScoreName } from '../tasks/checkScoring.ts';
import { describeScoring } from '../tasks/checkScoring.ts';
import type { Outcome } from '../tasks/readOutcome.ts';

import type { Candidate, FailedCandidate } from './Candidate.ts';
import { RoundRunner } from './RoundRunner.ts';
import { readCheckpoint } from './SearchCheckpoint.ts';
import { fingerprintSearch } from './fingerprintSearch.ts';
import type { Round } from './planRounds.ts';
import { rankCandidates } from './rankCandidates.ts';
import type { SearchOptions, SearchPlan } from './searchOptions.ts';

/** Runs the rounds of a search. */
export class SearchRun {
  /** Each candidate, with the scores or the error of its last round. */
  readonly results: Array<Candidate | FailedCandidate> = [];
  readonly #plan: SearchPlan;
  readonly #names: ScoreName[];
  readonly #runner: RoundRunner;
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
    const fingerprint = isKept ? fingerprintSearch(plan) : '';
    const rounds = readCheckpoint(
      resume,
      fingerprint,
      plan.rounds,
      plan.scoring.length,
    );
    this.#plan = plan;
    this.#names = plan.scoring.map(describeScoring);
    this.#pacer = pacer;
    this.#onProgress = onProgress;
    this.#runner = new RoundRunner({
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
  async run(): Promise<Candidate[]> {
    let ranked = Array.from(this.#plan.candidates.keys());
    for (const [index, { candidates }] of this.#plan.rounds.entries()) {
      const selected = ranked.slice(0, candidates).toSorted((a, b) => a - b);
      // eslint-disable-next-line no-await-in-loop -- a round takes the best of the round before
      await this.#runRound(selected, index);
      const left = selected.filter((at) => 'scores' in this.results[at]);
      ranked = rankCandidates(this.#pick(left)).map((place) => left[place]);
    }
    return this.#pick(ranked.toSorted((a, b) => a - b));
  }

  #pick(places: readonly number[]): Candidate[] {
    return places.map((at) => this.results[at] as Candidate);
  }

  async #runRound(selected: readonly number[], index: number): Promise<void> {
    const round = this.#plan.rounds[index];
    const folds = round.splits.length;
    const tasks = selected.flatMap((at) => this.#tasksOf(at, round));
    const later = this.#countLaterTasks(selected.length, index);
    const total = this.#done + tasks.length + later;
    const outcomes = await this.#runner.run(index, tasks, (done) =>
      this.#report(this.#done + done, total, index),
    );
    this.#done += tasks.length;
    for (const [place, at] of selected.entries()) {
      const ofCandidate = outcomes.slice(place * folds, (place + 1) * folds);
      this.results[at] = this.#summarize(at, index + 1, ofCandidate);
    }
    const failure = outcomes.find((outcome) => 'error' in outcome);
    const allFailed = selected.every((at) => 'error' in this.results[at]);
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

  // tasks of later rounds, if no other candidate fails
  #countLaterTasks(left: number, index: number): number {
    return this.#plan.rounds
      .slice(index + 1)
      .map(
        ({ candidates, splits }) => Math.min(candidates, left) * splits.length,
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

function toError({ name, message }: Readonly<TaskFailure['error']>): Error {
  if (name === 'TypeError') return new TypeError(message);
  if (name === 'RangeError') return new RangeError(message);
  const error = new Error(message);
  error.name = name;
  return error;
}
