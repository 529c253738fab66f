import { toDense, toRows } from '../../data/Dense.ts';
import type { MetricLearnerOptions } from '../../fit/metricLearnerOptions.ts';
import { isWarmStart } from '../../fit/metricLearnerOptions.ts';
import type { Loss } from '../../losses/Loss.ts';
import { isCustomLoss } from '../../losses/resolveLoss.ts';

/** Options as they were given: a copy, so that later changes to the caller's object do not affect the estimator. */
export class GivenOptions {
  /** Custom losses, in the order of the text, where their places stand for them. */
  readonly customLosses: readonly Loss[];
  readonly #text: string;

  constructor(options: MetricLearnerOptions) {
    const losses: Loss[] = [];
    this.#text = JSON.stringify(
      plainOptions(options, losses),
      (key, value: unknown) => (value === Infinity ? 'Infinity' : value),
    );
    this.customLosses = losses;
  }

  /** Matrices become plain rows, and an infinite norm the string `'Infinity'`. */
  copy(): MetricLearnerOptions {
    return JSON.parse(this.#text, (key, value: unknown) =>
      key === 'loss' && typeof value === 'number'
        ? this.customLosses[value]
        : value,
    ) as MetricLearnerOptions;
  }
}

// as JSON has it; a custom loss is its place in the list
function plainOptions(
  options: MetricLearnerOptions,
  losses: Loss[],
): Record<string, unknown> {
  const { loss, init, mean, parameterization } = options;
  const plain: Record<string, unknown> = { ...options };
  if (isCustomLoss(loss)) plain.loss = losses.push(loss) - 1;
  if (isWarmStart(init)) {
    const components = toRows(toDense(init.components, 'init.components'));
    plain.init = { components };
  } else if (typeof init === 'object') {
    plain.init = toRows(toDense(init, 'init'));
  }
  if (typeof parameterization === 'object' && 'bases' in parameterization) {
    plain.parameterization = {
      ...parameterization,
      bases: plainBases(parameterization.bases),
    };
  }
  if (Array.isArray(mean)) {
    plain.mean = mean.map((member) => plainOptions(member, losses));
  }
  return plain;
}

function plainBases(bases: unknown): unknown {
  if (typeof bases !== 'object' || bases === null) return bases;
  return toRows(toDense(bases as number[][], 'parameterization.bases'));
}
