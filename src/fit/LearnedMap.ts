import type { Loop, Part } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { rowOf } from '../data/Dense.ts';
import type { Arena } from '../kernels/arena/Arena.ts';
import { transpose } from '../kernels/products/transpose.ts';
import { addProduct, product } from '../linear-algebra/products.ts';
import type { DenseParameterization } from '../parameterizations/Parameterization.ts';

/** The arrays on both sides of a map. */
export interface MappedRows {
  /** θ. */
  parameters: Float64Array;
  /** ∂F/∂θ. */
  gradient: Float64Array;
  /** n × d. */
  X: Dense;
  /** n × r. */
  Z: Dense;
  /** ∂F/∂Z. */
  GZ: Dense;
}

/** The chain rule of an evaluation, in parts: ∂F/∂L = (G_Z + G_W Lᵀ)ᵀ X + Zᵀ G_W. */
export interface LearnedMap {
  /** L from θ, and Z = X Lᵀ. */
  embed: Part[];
  /** Forgets the last gradient. */
  clear: () => void;
  /** W = Z L. */
  pullBack: (W: Dense) => Part;
  /** Overwrites G_Z with G_W Lᵀ, and adds Zᵀ G_W to ∂F/∂L. */
  pullBackGradient: (GW: Dense) => Part[];
  /** Adds G_Zᵀ X to ∂F/∂L, and derives ∂F/∂θ. */
  finish: Part[];
}

/** The map of a parameterization that forms L. O(n d r) a part. */
export function denseMap(
  { rows, toComponents, toGradient }: DenseParameterization,
  { parameters, gradient, X, Z, GZ }: MappedRows,
  arena: Arena,
): LearnedMap {
  const { kernels } = arena;
  const { columns } = X;
  const L = arena.float64(rows * columns);
  const Lt = arena.float64(rows * columns);
  /** ∂F/∂L. */
  const GL = arena.float64(rows * columns);
  return {
    embed: [
      ...toComponents(parameters, L),
      () => transpose(L, Lt, rows, columns),
      product(kernels, X, Lt, Z.values),
    ],
    clear: () => GL.fill(0),
    pullBack: (W) => product(kernels, Z, L, W.values),
    pullBackGradient: (GW) => [
      product(kernels, GW, Lt, GZ.values),
      addProduct(kernels, Z.values, GW, GL),
    ],
    finish: [
      addProduct(kernels, GZ.values, X, GL),
      ...toGradient(parameters, GL, gradient),
    ],
  };
}

/** L = diag(θ). O(n d) a part. */
export function diagonalMap({
  parameters,
  gradient,
  X,
  Z,
  GZ,
}: MappedRows): LearnedMap {
  // θ ∘ each row
  const scale = (from: Dense, to: Dense) =>
    overRows(from, (row) => {
      const source = rowOf(from, row);
      const target = rowOf(to, row);
      for (let k = 0; k < source.length; k++) {
        target[k] = parameters[k] * source[k];
      }
    });
  // Σ_i a_ik b_ik for each column k
  const addSums = (a: Dense, b: Dense) =>
    overRows(a, (row) => {
      const left = rowOf(a, row);
      const right = rowOf(b, row);
      for (let k = 0; k < left.length; k++) gradient[k] += left[k] * right[k];
    });
  return {
    embed: [scale(X, Z)],
    clear: () => gradient.fill(0),
    pullBack: (W) => scale(Z, W),
    pullBackGradient: (GW) => [scale(GW, GZ), addSums(Z, GW)],
    finish: [addSums(GZ, X)],
  };
}

function overRows(
  { rows, columns }: Dense,
  visit: (row: number) => void,
): Loop {
  return {
    length: () => rows,
    cost: columns,
    run(from, to) {
      for (let row = from; row < to; row++) visit(row);
    },
  };
}
