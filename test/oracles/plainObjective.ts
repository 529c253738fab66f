import { Matrix } from 'ml-matrix';

/** The settings of the authors' objective (LMNN-PL). */
export interface PlainSettings {
  /** μ. */
  pull: number;
  /** λ. */
  weight: number;
  /** τ. */
  target: number;
  /** Added to ‖Mz‖². */
  epsilon: number;
  /** Columns that perturbations leave alone. */
  fixed?: number[];
}

/** The objective and its gradient with respect to M. */
export interface PlainValue {
  objective: number;
  gradient: Matrix;
  marginGradient: Matrix;
}

/**
 * The authors' objective as in their paper, one triplet at a time, with outer products (arXiv 2006.05945): μ/B Σ
 * d²(i,j) + (1−μ)/T Σ [1 − D]₊ + λ/T Σ [τ² − max(D,0)²/(4(q+ε))]₊.
 */
export function plainObjective(
  rows: number[][],
  triplets: number[][],
  metric: Matrix,
  { pull, weight, target, epsilon, fixed = [] }: PlainSettings,
): PlainValue {
  const size = metric.rows;
  const gradient = Matrix.zeros(size, size);
  const marginGradient = Matrix.zeros(size, size);
  const pairs = new Set(triplets.map(([i, j]) => `${i} ${j}`));
  let objective = 0;
  for (const pair of pairs) {
    const [i, j] = pair.split(' ').map(Number);
    const u = between(rows[i], rows[j]);
    objective += (pull / pairs.size) * quadratic(u, metric, u);
    gradient.add(outer(u, u).mul(pull / pairs.size));
  }
  for (const [i, j, l] of triplets) {
    const near = between(rows[i], rows[j]);
    const far = between(rows[i], rows[l]);
    const spread = outer(near, near).sub(outer(far, far));
    const difference =
      quadratic(far, metric, far) - quadratic(near, metric, near);
    if (difference < 1) {
      const push = (1 - pull) / triplets.length;
      objective += push * (1 - difference);
      gradient.add(spread.clone().mul(push));
    }
    const z = between(rows[l], rows[j]);
    const normal = metric.mmul(z);
    for (const column of fixed) normal.set(column, 0, 0);
    const q = normal.dot(normal) + epsilon;
    const penalty = target ** 2 - Math.max(difference, 0) ** 2 / (4 * q);
    if (penalty <= 0) continue;
    objective += (weight / triplets.length) * penalty;
    if (difference <= 0) continue;
    const a = difference / q;
    const both = outer(normal, z).add(outer(z, normal));
    marginGradient.add(
      spread
        .mul(a / 2)
        .add(both.mul(a ** 2 / 4))
        .mul(weight / triplets.length),
    );
  }
  gradient.add(marginGradient);
  return { objective, gradient, marginGradient };
}

function between(a: number[], b: number[]): Matrix {
  return Matrix.columnVector(a.map((value, at) => value - b[at]));
}

function outer(a: Matrix, b: Matrix): Matrix {
  return a.mmul(b.transpose());
}

function quadratic(a: Matrix, metric: Matrix, b: Matrix): number {
  return a.dot(metric.mmul(b));
}
