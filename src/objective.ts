import { addTransposeProduct } from './kernels/addTransposeProduct.ts';
import { multiplyByTranspose } from './kernels/multiplyByTranspose.ts';
import { transpose } from './kernels/transpose.ts';
import type { PreparedLoss } from './losses/Loss.ts';
import type { AdversarialMargin } from './margin/AdversarialMargin.ts';
import type { Parameterization } from './parameterizations/Parameterization.ts';
import type { Dense } from './validation/dense.ts';

/** What the objective is made of. */
export interface ObjectiveParts {
  /** X, n × d, standardized. */
  inputs: Dense;
  /** Rows of L. */
  components: number;
  loss: PreparedLoss;
  /** `undefined`: the loss alone. */
  margin: AdversarialMargin | undefined;
  parameterization: Parameterization;
}

/**
 * What the solver minimizes: F(θ) = loss(Z) + margin(Z, W), with Z = X Lᵀ, W = Z L and L made from θ.
 * The chain rule is here and nowhere else: ∂F/∂L = (G_Z + G_W Lᵀ)ᵀ X + Zᵀ G_W.
 * Everything is allocated once. An evaluation costs O(n d r) besides what the loss and the margin cost.
 */
export class Objective {
  /** The loss at the last evaluation. */
  loss = Number.NaN;
  /** The penalty of the margin at the last evaluation, its weight included; 0 without a margin. */
  margin = 0;

  readonly #parts: ObjectiveParts;
  /** L, r × d. */
  readonly #map: Float64Array;
  /** Lᵀ, d × r. */
  readonly #mapTransposed: Float64Array;
  readonly #mapGradient: Float64Array;
  readonly #embedding: Dense;
  readonly #embeddingGradient: Float64Array;
  readonly #pullBack: Dense;
  readonly #pullBackGradient: Float64Array;
  /** G_W Lᵀ, n × r. */
  readonly #carried: Float64Array;

  constructor(parts: ObjectiveParts) {
    const { rows, columns } = parts.inputs;
    const { components } = parts;
    const pullBackRows = parts.margin === undefined ? 0 : rows;
    this.#parts = parts;
    this.#map = new Float64Array(components * columns);
    this.#mapTransposed = new Float64Array(components * columns);
    this.#mapGradient = new Float64Array(components * columns);
    this.#embedding = allocate(rows, components);
    this.#embeddingGradient = new Float64Array(rows * components);
    this.#pullBack = allocate(pullBackRows, columns);
    this.#pullBackGradient = new Float64Array(pullBackRows * columns);
    this.#carried = new Float64Array(pullBackRows * components);
  }

  /**
   * Evaluates F and its gradient.
   * @param parameters - θ.
   * @param gradient - ∂F/∂θ, overwritten.
   * @returns F.
   */
  evaluate(parameters: Float64Array, gradient: Float64Array): number {
    const { inputs, components, loss, parameterization } = this.#parts;
    const { rows, columns } = inputs;
    const map = this.#map;
    const mapGradient = this.#mapGradient;
    const embedding = this.#embedding.values;
    const embeddingGradient = this.#embeddingGradient;

    parameterization.toComponents(parameters, map);
    multiplyByTranspose(
      inputs.values,
      map,
      embedding,
      rows,
      components,
      columns,
    );
    embeddingGradient.fill(0);
    mapGradient.fill(0);
    this.loss = loss.evaluate(this.#embedding, embeddingGradient);
    this.margin = this.#addMargin();
    addTransposeProduct(
      embeddingGradient,
      inputs.values,
      mapGradient,
      rows,
      components,
      columns,
    );
    parameterization.toGradient(parameters, mapGradient, gradient);
    return this.loss + this.margin;
  }

  // adds G_W Lᵀ to ∂F/∂Z and Zᵀ G_W to ∂F/∂L, besides what the margin adds to ∂F/∂Z itself
  #addMargin(): number {
    const { inputs, components, margin } = this.#parts;
    if (margin === undefined) return 0;
    const { rows, columns } = inputs;
    const embedding = this.#embedding.values;
    const embeddingGradient = this.#embeddingGradient;
    const pullBackGradient = this.#pullBackGradient;
    const carried = this.#carried;

    transpose(this.#map, this.#mapTransposed, components, columns);
    multiplyByTranspose(
      embedding,
      this.#mapTransposed,
      this.#pullBack.values,
      rows,
      columns,
      components,
    );
    pullBackGradient.fill(0);
    const penalty = margin.evaluate(
      this.#embedding,
      this.#pullBack,
      embeddingGradient,
      pullBackGradient,
    );
    multiplyByTranspose(
      pullBackGradient,
      this.#map,
      carried,
      rows,
      components,
      columns,
    );
    for (let i = 0; i < carried.length; i++) embeddingGradient[i] += carried[i];
    addTransposeProduct(
      embedding,
      pullBackGradient,
      this.#mapGradient,
      rows,
      components,
      columns,
    );
    return penalty;
  }
}

function allocate(rows: number, columns: number): Dense {
  return { values: new Float64Array(rows * columns), rows, columns };
}
