import { euclideanNorm } from '../kernels/euclideanNorm.ts';
import { float64Beside } from '../kernels/memory.ts';
import type { Triplets } from '../neighbors/Triplets.ts';
import { addPairGradients, measurePairs } from '../neighbors/pairWork.ts';
import {
  checkBoolean,
  checkChoice,
  checkNumber,
  checkOptionNames,
} from '../validation/options.ts';
import type { Work } from '../work.ts';

import type { Embedding, Loss, PreparedLoss } from './Loss.ts';

/** Hinges at 0 are least where the metric is 0. */
const HOLDING_THE_SCALE = {
  above: 0,
  aboveReason: 'without it, the metric would shrink to nothing',
};

/** The triplet loss. */
export interface TripletLossOptions {
  /**
   * α: how much farther than the target the impostor should be, in units of the distance below. Above 0, for it sets the
   * scale of the metric; a smooth loss may do without.
   * @default 1
   */
  margin?: number;
  /**
   * Whether distances in the embedding are squared.
   * @default 'squared'
   */
  distance?: 'squared' | 'plain';
  /**
   * Soft-plus, log(1 + eᵛ), instead of the hinge [v]₊: a smooth function that never quite lets a triplet go.
   * @default false
   */
  smooth?: boolean;
}

/**
 * The triplet loss (Schultz and Joachims 2003; Schroff et al., FaceNet, 2015) over the mined triplets:
 * `mean of [margin + d(i,j) − d(i,l)]₊`. An evaluation costs O(T + pairs · r) for T triplets.
 * @param options - Margin, distance and shape.
 * @returns The loss.
 */
export function triplet(options: TripletLossOptions = {}): Loss {
  checkOptionNames(options, 'loss', ['name', 'margin', 'distance', 'smooth']);
  const { margin = 1, distance = 'squared', smooth = false } = options;
  const settings: Required<TripletLossOptions> = {
    margin: checkNumber(
      margin,
      'loss.margin',
      checkBoolean(smooth, 'loss.smooth') ? { min: 0 } : HOLDING_THE_SCALE,
    ),
    distance: checkChoice(distance, 'loss.distance', ['squared', 'plain']),
    smooth,
  };
  return {
    name: 'triplet',
    prepare: (data, triplets) => new PreparedTripletLoss(triplets, settings),
  };
}

class PreparedTripletLoss implements PreparedLoss {
  readonly #triplets: Triplets;
  readonly #settings: Required<TripletLossOptions>;
  /** d² of each pair, then d if distances are plain. */
  readonly #distances: Float64Array;
  /** ∂loss/∂d of each pair, then ∂loss/∂d². */
  readonly #weights: Float64Array;

  constructor(triplets: Triplets, settings: Required<TripletLossOptions>) {
    const pairs = triplets.pairs.first.length;
    this.#triplets = triplets;
    this.#settings = settings;
    this.#distances = float64Beside(triplets.pairs.first, pairs);
    this.#weights = float64Beside(triplets.pairs.first, pairs);
  }

  *evaluate(embedding: Embedding, gradient: Float64Array): Work<number> {
    const { pairs } = this.#triplets;
    const distances = this.#distances;
    const weights = this.#weights;
    const plain = this.#settings.distance === 'plain';
    yield* measurePairs(euclideanNorm, embedding, pairs, distances);
    if (plain) takeRoots(distances);
    weights.fill(0);
    const loss = this.#settings.smooth ? this.#addSoft() : this.#addHinges();
    if (plain) weighSquares(weights, distances);
    yield* addPairGradients(euclideanNorm, embedding, pairs, weights, gradient);
    return loss;
  }

  #addHinges(): number {
    const { length, targetPairs, impostorPairs } = this.#triplets;
    const { margin } = this.#settings;
    const distances = this.#distances;
    const weights = this.#weights;
    let sum = 0;
    for (let triplet = 0; triplet < length; triplet++) {
      const near = targetPairs[triplet];
      const far = impostorPairs[triplet];
      const violation = margin + distances[near] - distances[far];
      if (violation <= 0) continue;
      sum += violation;
      weights[near] += 1 / length;
      weights[far] -= 1 / length;
    }
    return sum / length;
  }

  #addSoft(): number {
    const { length, targetPairs, impostorPairs } = this.#triplets;
    const { margin } = this.#settings;
    const distances = this.#distances;
    const weights = this.#weights;
    let sum = 0;
    for (let triplet = 0; triplet < length; triplet++) {
      const near = targetPairs[triplet];
      const far = impostorPairs[triplet];
      const violation = margin + distances[near] - distances[far];
      // the exponent is never positive, so neither overflows
      const decay = Math.exp(-Math.abs(violation));
      sum += Math.max(violation, 0) + Math.log1p(decay);
      const slope = (violation > 0 ? 1 : decay) / (1 + decay) / length;
      weights[near] += slope;
      weights[far] -= slope;
    }
    return sum / length;
  }
}

function takeRoots(squares: Float64Array): void {
  for (let i = 0; i < squares.length; i++) squares[i] = Math.sqrt(squares[i]);
}

// ∂d/∂d² = 1 / 2d; where two points are one, there is no direction to pull or push in
function weighSquares(weights: Float64Array, distances: Float64Array): void {
  for (let i = 0; i < weights.length; i++) {
    weights[i] = distances[i] > 0 ? weights[i] / (2 * distances[i]) : 0;
  }
}
