import { runParts, runSync } from '../../src/async/work.ts';
import type { Dense } from '../../src/data/Dense.ts';
import type { LabelledData } from '../../src/data/LabelledData.ts';
import { seededRandom } from '../../src/data/random.ts';
import { Arena } from '../../src/kernels/arena/Arena.ts';
import type { AdversarialMargin } from '../../src/margin/AdversarialMargin.ts';
import { createMargin } from '../../src/margin/AdversarialMargin.ts';
import type {
  MarginChoice,
  MarginOptions,
  MarginSettings,
} from '../../src/margin/marginOptions.ts';
import {
  marginLengths,
  resolveMarginOptions,
} from '../../src/margin/marginOptions.ts';
import { chooseTarget } from '../../src/margin/marginTarget.ts';
import { PairDistances } from '../../src/neighbors/pairs/PairDistances.ts';
import type { Triplets } from '../../src/neighbors/triplets/Triplets.ts';
import { full } from '../../src/parameterizations/full.ts';

/** The settings of a margin whose target may have to be chosen yet. */
type OpenSettings = Omit<MarginSettings, 'target'> &
  Pick<MarginChoice, 'target'>;

/** The settings of a margin; `scale` is the standard deviation of each column, for raw units and fixed columns. */
export function marginSettings(
  options: MarginOptions = {},
  scale?: Float64Array,
): OpenSettings {
  const choice = resolveMarginOptions(options) as MarginChoice;
  return { ...choice, lengths: scale && marginLengths(choice, scale) };
}

/** The full parameterization. */
export function fullMap(inputs: LabelledData, rows = inputs.columns) {
  const { columns } = inputs;
  const start = { values: new Float64Array(rows * columns), rows, columns };
  const random = seededRandom(0);
  return full({ inputs, start, components: rows, random });
}

/** The target of a margin. */
export function targetOf(
  inputs: LabelledData,
  triplets: Triplets,
  settings: OpenSettings,
): number {
  return runSync(chooseTarget(inputs, triplets, settings));
}

/** The margin of triplets. */
export function marginOf(
  inputs: LabelledData,
  triplets: Triplets,
  settings: OpenSettings,
): AdversarialMargin {
  const target = targetOf(inputs, triplets, settings);
  return runSync(createMargin(triplets, inputs.rows, { ...settings, target }));
}

/** The penalty of Z and W; its gradients are added. */
export function evaluateMargin(
  margin: AdversarialMargin,
  embedding: Dense,
  pullBack: Dense,
  embeddingGradient: Float64Array,
  pullBackGradient: Float64Array,
): number {
  const arena = new Arena();
  const distances = new PairDistances(margin.pairs, arena);
  const { parts, value } = margin.assemble(
    distances,
    pullBack,
    pullBackGradient,
    arena,
  );
  runParts([
    ...distances.measure(embedding),
    ...parts,
    distances.addGradient(embedding, embeddingGradient),
  ]);
  return value();
}
