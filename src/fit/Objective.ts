import type { Computation, Evaluation, Part } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { Arena } from '../kernels/arena/Arena.ts';
import { inArena } from '../kernels/arena/Arena.ts';
import type { ThreadLease } from '../kernels/arena/KernelSource.ts';
import { LoopedLoss, assembleLoss, refreshLoss } from '../losses/LoopedLoss.ts';
import type { PreparedLoss } from '../losses/Loss.ts';
import type { AdversarialMargin } from '../margin/AdversarialMargin.ts';
import { PairDistances } from '../neighbors/pairs/PairDistances.ts';
import type { Parameterization } from '../parameterizations/Parameterization.ts';

import { denseMap, diagonalMap } from './LearnedMap.ts';

/** The parts of the objective. */
export interface ObjectiveParts {
  /** X, n × d, standardized. */
  inputs: Dense;
  loss: PreparedLoss;
  /** `undefined`: no margin. */
  margin: AdversarialMargin | undefined;
  parameterization: Parameterization;
  /** Threads that share the work. */
  lease?: ThreadLease;
}

/** The terms of F. */
export interface ObjectiveTerms {
  /** The loss at Z. */
  loss: number;
  /** The penalty of the margin, times its weight; 0 without a margin. */
  margin: number;
  /** The cost of the parameters; 0 for most parameterizations. */
  penalty: number;
}

/** Bytes of an arena besides a multiple of those of X: enough for the usual numbers of triplets. */
const GUESS = { bytes: 2 ** 20, timesInputs: 32 };

/** An evaluation: θ is read from `parameters`, and ∂F/∂θ written to `gradient`. */
interface Assembly {
  arena: Arena;
  parameters: Float64Array;
  gradient: Float64Array;
  embedding: Dense;
  /** The parts that compute Z from θ. */
  embed: Part[];
  /** The parts after them. */
  differentiate: Part[];
  loss: Computation;
  margin: Computation | undefined;
}

/**
 * What the solver minimizes: F(θ) = loss(Z) + margin(Z, W) + penalty(θ), with Z = X Lᵀ, W = Z L and L computed from θ.
 * The chain rule is in `LearnedMap` only. Everything is allocated once. An evaluation costs O(n d r) besides the loss and
 * the margin, O(n d) for a diagonal L.
 */
export class Objective {
  readonly #parts: ObjectiveParts;
  readonly #terms: ObjectiveTerms = { loss: 0, margin: 0, penalty: 0 };
  #assembly: Assembly | undefined;

  constructor(parts: ObjectiveParts) {
    this.#parts = parts;
  }

  /** The terms of F at the last evaluation. */
  get terms(): Readonly<ObjectiveTerms> {
    return this.#terms;
  }

  /**
   * Returns F, and its gradient.
   * @param parameters - θ.
   * @param gradient - ∂F/∂θ, overwritten.
   */
  *evaluate(
    parameters: Float64Array,
    gradient: Float64Array,
  ): Evaluation<number> {
    const assembly = this.#assembled(parameters);
    assembly.parameters.set(parameters);
    yield [...assembly.embed, ...assembly.differentiate];
    gradient.set(assembly.gradient);
    const terms = this.#terms;
    terms.loss = assembly.loss.value();
    terms.margin = assembly.margin?.value() ?? 0;
    const { parameterization } = this.#parts;
    terms.penalty = parameterization.addPenalty(parameters, gradient);
    return terms.loss + terms.margin + terms.penalty;
  }

  /**
   * Lets the loss mine again what depends on the embedding.
   * @param parameters - θ.
   * @returns Whether F has changed.
   */
  *refresh(parameters: Float64Array): Evaluation<boolean> {
    if (this.isFixed) return false;
    const { loss, lease } = this.#parts;
    const { parameters: own, embed, embedding } = this.#assembled(parameters);
    own.set(parameters);
    yield embed;
    const hasChanged = yield* refreshLoss(loss, embedding, lease);
    // the loss may need other arrays now
    if (hasChanged) this.release();
    return hasChanged;
  }

  /**
   * The factor by which θ should be scaled to start from.
   * @param parameters - θ.
   */
  *startScale(parameters: Float64Array): Evaluation<number> {
    const { loss } = this.#parts;
    if (!(loss instanceof LoopedLoss && loss.startScale)) return 1;
    const { parameters: own, embed, embedding } = this.#assembled(parameters);
    own.set(parameters);
    yield embed;
    return yield* loss.startScale(embedding);
  }

  /** F is never less: neither margin nor penalty is negative. */
  get least(): number {
    const { loss } = this.#parts;
    return loss instanceof LoopedLoss ? loss.least : -Infinity;
  }

  /** |loss| + margin + penalty: NCA is negative and a margin positive, so that their sum may be close to 0. */
  get magnitude(): number {
    const { loss, margin, penalty } = this.#terms;
    return Math.abs(loss) + Math.abs(margin) + Math.abs(penalty);
  }

  /** Whether `refresh` never changes anything. */
  get isFixed(): boolean {
    return this.#parts.loss.refresh === undefined;
  }

  /** Whether the loss has no kinks; see `LoopedLoss`. */
  get isSmooth(): boolean {
    const { loss } = this.#parts;
    return loss instanceof LoopedLoss && loss.isSmooth;
  }

  /** Whether the loss has many local minima, of which a solver finds one. */
  get saturates(): boolean {
    return this.#parts.loss.saturates === true;
  }

  /** Releases the memory. The next evaluation allocates it again. */
  release(): void {
    this.#assembly?.arena.release();
    this.#assembly = undefined;
  }

  #assembled(parameters: Float64Array): Assembly {
    const { inputs, lease } = this.#parts;
    const guess = GUESS.bytes + GUESS.timesInputs * inputs.values.byteLength;
    this.#assembly ??= inArena(
      (arena) => assemble(this.#parts, parameters.length, arena),
      guess,
      lease,
    );
    return this.#assembly;
  }
}

/** Allocates the memory of evaluations, and lists their parts. */
function assemble(
  { inputs, loss, margin, parameterization }: ObjectiveParts,
  length: number,
  arena: Arena,
): Assembly {
  const { rows, columns } = inputs;
  const dense = (width: number): Dense => ({
    values: arena.float64(rows * width),
    rows,
    columns: width,
  });
  const parameters = arena.float64(length);
  const gradient = arena.float64(length);
  const X = { ...inputs, values: arena.copyOf(inputs.values) };
  const Z = dense(parameterization.rows);
  /** ∂F/∂Z. */
  const GZ = dense(parameterization.rows);
  const mapped = { parameters, gradient, X, Z, GZ };
  const map = parameterization.isDiagonal
    ? diagonalMap(mapped)
    : denseMap(parameterization, mapped, arena);
  const clear = () => {
    map.clear();
    GZ.values.fill(0);
  };
  const common = { arena, parameters, gradient, embedding: Z };
  const { embed, finish } = map;
  if (margin === undefined) {
    const own = assembleLoss(loss, Z, GZ.values, arena);
    const differentiate = [clear, ...own.parts, ...finish];
    return { ...common, embed, differentiate, loss: own, margin: undefined };
  }
  const W = dense(columns);
  /** ∂F/∂W. */
  const GW = dense(columns);
  // distances that the margin and the loss may share; each adds to their weights
  const distances = new PairDistances(margin.pairs, arena);
  const penalty = margin.assemble(distances, W, GW.values, arena);
  const own = assembleLoss(loss, Z, GZ.values, arena, distances);
  const differentiate = [
    clear,
    ...distances.measure(Z),
    map.pullBack(W),
    ...penalty.parts,
    // overwrites: what adds to it comes after
    ...map.pullBackGradient(GW),
    ...own.parts,
    distances.addGradient(Z, GZ.values),
    ...finish,
  ];
  return { ...common, embed, differentiate, loss: own, margin: penalty };
}
