import type { Work } from '../async/work.ts';
import { shouldYield } from '../async/work.ts';

import { addScaled, dot } from './vectors.ts';

/**
 * The last few steps and the changes of the gradient along them: an approximation of the inverse Hessian that needs
 * O(size · n) memory and time (Nocedal and Wright, Numerical Optimization, algorithm 7.4).
 */
export class LimitedMemory {
  readonly #steps: Float64Array[];
  readonly #changes: Float64Array[];
  /** 1 / stepᵀchange. */
  readonly #curvatures: Float64Array;
  readonly #factors: Float64Array;
  #count = 0;
  /** The index of the next step. */
  #next = 0;

  constructor(size: number, length: number) {
    this.#steps = Array.from({ length: size }, () => new Float64Array(length));
    this.#changes = this.#steps.map(() => new Float64Array(length));
    this.#curvatures = new Float64Array(size);
    this.#factors = new Float64Array(size);
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  clear(): void {
    this.#count = 0;
  }

  /**
   * Stores a step, unless the function has no positive curvature along it: the approximation has to stay positive
   * definite.
   */
  remember(
    from: Float64Array,
    to: Float64Array,
    gradientFrom: Float64Array,
    gradientTo: Float64Array,
  ): void {
    let curvature = 0;
    let stepSquares = 0;
    let changeSquares = 0;
    for (let i = 0; i < from.length; i++) {
      const step = to[i] - from[i];
      const change = gradientTo[i] - gradientFrom[i];
      curvature += step * change;
      stepSquares += step * step;
      changeSquares += change * change;
    }
    // free of units, unlike a comparison with either square alone
    const size = Math.sqrt(stepSquares) * Math.sqrt(changeSquares);
    if (!(curvature > Number.EPSILON * size)) return;
    // written only now: in a full memory this is the place of the oldest step, which a refused step must not overwrite
    const step = this.#steps[this.#next];
    const change = this.#changes[this.#next];
    for (let i = 0; i < step.length; i++) {
      step[i] = to[i] - from[i];
      change[i] = gradientTo[i] - gradientFrom[i];
    }
    this.#curvatures[this.#next] = 1 / curvature;
    this.#next = (this.#next + 1) % this.#steps.length;
    this.#count = Math.min(this.#count + 1, this.#steps.length);
  }

  /**
   * Computes the quasi-Newton direction, −H g.
   * @param gradient - g.
   * @param direction - Overwritten.
   */
  *findDirection(gradient: Float64Array, direction: Float64Array): Work<void> {
    for (let i = 0; i < gradient.length; i++) direction[i] = -gradient[i];
    if (this.isEmpty) return;
    // a step takes two passes
    const isLong = shouldYield(2 * gradient.length);
    for (let age = 1; age <= this.#count; age++) {
      const at = this.#at(age);
      const factor = this.#curvatures[at] * dot(this.#steps[at], direction);
      this.#factors[at] = factor;
      addScaled(-factor, this.#changes[at], direction);
      if (isLong) yield;
    }
    const scale = this.#newestScale();
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
    for (let age = this.#count; age >= 1; age--) {
      const at = this.#at(age);
      const factor = this.#curvatures[at] * dot(this.#changes[at], direction);
      addScaled(this.#factors[at] - factor, this.#steps[at], direction);
      if (isLong) yield;
    }
  }

  // the index of the step of an age; the newest has age 1
  #at(age: number): number {
    const size = this.#steps.length;
    return (this.#next - age + size) % size;
  }

  // the scale of the inverse Hessian along the newest step
  #newestScale(): number {
    const at = this.#at(1);
    const change = this.#changes[at];
    return 1 / (this.#curvatures[at] * dot(change, change));
  }
}
