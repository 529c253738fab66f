import type { MarginChoice } from '../margin/marginOptions.ts';
import type { ParameterizationFactory } from '../parameterizations/Parameterization.ts';

/**
 * Checks that without a loss the problem is determined: there has to be a margin, and no other option that would shrink
 * or grow the metric without bound. A squared or a hinge margin does not depend on its scale.
 * @throws {RangeError} If there is nothing to learn, or nothing that determines the scale.
 */
export function checkPurpose(
  margin: MarginChoice | false,
  { sparsity = 0 }: ParameterizationFactory,
): void {
  if (!margin) {
    refuse('margin must not be false', 'there is nothing to learn');
  }
  const { weight, shape, epsilon } = margin;
  if (weight === 0) {
    refuse(
      'margin.weight must be greater than 0',
      'there is nothing to learn',
      0,
    );
  }
  if (shape === 'convex') {
    refuse(
      "margin.shape must be 'squared' or 'hinge'",
      'it would shrink the metric to nothing',
      "'convex'",
    );
  }
  if (epsilon !== 'auto' && epsilon > 0) {
    refuse(
      "margin.epsilon must be 'auto' or 0",
      'it would make the metric ever larger',
      epsilon,
    );
  }
  if (sparsity > 0) {
    refuse(
      'parameterization.sparsity must be 0',
      'it would shrink the metric to nothing',
      sparsity,
    );
  }
}

function refuse(
  wanted: string,
  reason: string,
  found?: string | number,
): never {
  const got = found === undefined ? '' : `, got ${found}`;
  throw new RangeError(`${wanted} with loss 'none'${got}: ${reason}`);
}
