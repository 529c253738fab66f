import type { Work } from '../async/work.ts';
import { asWork } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { float64Beside } from '../kernels/arena/memory.ts';
import { transpose } from '../kernels/products/transpose.ts';
import { addProduct, product } from '../linear-algebra/products.ts';
import type { PreparedLoss } from '../losses/Loss.ts';
import { PairLoss } from '../losses/PairLoss.ts';
import type { AdversarialMargin } from '../margin/AdversarialMargin.ts';
import type { Parameterization } from '../parameterizations/Parameterization.ts';

/** The parts of the objective. */
export interface ObjectiveParts {
  /** X, n × d, standardized. */
  inputs: Dense;
  loss: PreparedLoss;
  /** `undefined`: no margin. */
  margin: AdversarialMargin | undefined;
  parameterization: Parameterization;
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

/**
 * What the solver minimizes: F(θ) = loss(Z) + margin(Z, W) + penalty(θ), with Z = X Lᵀ, W = Z L and L made from θ.
 * The chain rule is here and nowhere else: ∂F/∂L = (G_Z + G_W Lᵀ)ᵀ X + Zᵀ G_W.
 * Everything is allocated once. An evaluation costs O(n d r) besides what the loss and the margin cost.
 */
export class Objective {
  readonly #parts: ObjectiveParts;
  readonly #terms: ObjectiveTerms = { loss: 0, margin: 0, penalty: 0 };
  /** L, r × d. */
  readonly #map: Float64Array;
  /** Lᵀ, d × r. */
  readonly #mapTransposed: Float64Array;
  readonly #mapGradient: Float64Array;
  readonly #embedding: Dense;
  readonly #embeddingGradient: Float64Array;
  readonly #pullBack: Dense;
  readonly #pullBackGradient: Float64Array;

  constructor(parts: ObjectiveParts) {
    const { rows, columns } = parts.inputs;
    const components = parts.parameterization.rows;
    const pullBackRows = parts.margin === undefined ? 0 : rows;
    // beside the inputs, so that compiled kernels reach all of it
    const allocate = (length: number) =>
      float64Beside(parts.inputs.values, length);
    this.#parts = parts;
    this.#map = allocate(components * columns);
    this.#mapTransposed = allocate(components * columns);
    this.#mapGradient = allocate(components * columns);
    this.#embedding = {
      values: allocate(rows * components),
      rows,
      columns: components,
    };
    this.#embeddingGradient = allocate(rows * components);
    this.#pullBack = {
      values: allocate(pullBackRows * columns),
      rows: pullBackRows,
      columns,
    };
    this.#pullBackGradient = allocate(pullBackRows * columns);
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
  *evaluate(parameters: Float64Array, gradient: Float64Array): Work<number> {
    const { inputs, parameterization } = this.#parts;
    yield* this.#embed(parameters);
    this.#mapGradient.fill(0);
    const terms = this.#terms;
    terms.margin = yield* this.#startWithMargin();
    terms.loss = yield* this.#addLoss();
    yield* addProduct(this.#embeddingGradient, inputs, this.#mapGradient);
    yield* asWork(
      parameterization.toGradient(parameters, this.#mapGradient, gradient),
    );
    terms.penalty = parameterization.addPenalty(parameters, gradient);
    return terms.loss + terms.margin + terms.penalty;
  }

  /**
   * Lets the loss mine anew what depends on the embedding.
   * @param parameters - θ.
   * @returns Whether F has changed.
   */
  *refresh(parameters: Float64Array): Work<boolean> {
    const { loss } = this.#parts;
    if (!loss.refresh) return false;
    yield* this.#embed(parameters);
    return yield* asWork(loss.refresh(this.#embedding));
  }

  /** loss| + margin + penalty: NCA is negative, a margin positive, and their sum may be next to nothing. */
  get magnitude(): number {
    const { loss, margin, penalty } = this.#terms;
    return Math.abs(loss) + Math.abs(margin) + Math.abs(penalty);
  }

  /** Whether `refresh` never changes anything. */
  get isFixed(): boolean {
    return this.#parts.loss.refresh === undefined;
  }

  /** Whether the loss has many local minima, of which a solver finds some. */
  get saturates(): boolean {
    return this.#parts.loss.saturates === true;
  }

  *#embed(parameters: Float64Array): Work<void> {
    const { inputs, parameterization } = this.#parts;
    yield* asWork(parameterization.toComponents(parameters, this.#map));
    const { columns } = inputs;
    const components = this.#embedding.columns;
    transpose(this.#map, this.#mapTransposed, components, columns);
    yield* product(inputs, this.#mapTransposed, this.#embedding.values);
  }

  // starts ∂F/∂Z with G_W Lᵀ, and adds Zᵀ G_W to ∂F/∂L. What the margin adds to ∂F/∂Z besides, distances weigh
  *#startWithMargin(): Work<number> {
    const { margin } = this.#parts;
    const embedding = this.#embedding;
    const embeddingGradient = this.#embeddingGradient;
    if (margin === undefined) {
      embeddingGradient.fill(0);
      return 0;
    }
    const { rows, columns } = this.#pullBack;
    const pullBackGradient = this.#pullBackGradient;
    yield* margin.distances.measure(embedding);
    yield* product(embedding, this.#map, this.#pullBack.values);
    pullBackGradient.fill(0);
    const penalty = yield* margin.evaluate(this.#pullBack, pullBackGradient);
    const pulled = { values: pullBackGradient, rows, columns };
    yield* product(pulled, this.#mapTransposed, embeddingGradient);
    yield* addProduct(embedding.values, pulled, this.#mapGradient);
    return penalty;
  }

  // where the margin measures the pairs of the loss, the loss adds to what they weigh, and gradients are added once for both
  *#addLoss(): Work<number> {
    const { loss, margin } = this.#parts;
    const embedding = this.#embedding;
    const embeddingGradient = this.#embeddingGradient;
    const distances = margin?.distances;
    const value =
      loss instanceof PairLoss && loss.pairs === distances?.pairs
        ? loss.evaluateAt(distances)
        : yield* asWork(loss.evaluate(embedding, embeddingGradient));
    if (distances) yield* distances.addGradient(embedding, embeddingGradient);
    return value;
  }
}
