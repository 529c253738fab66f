import { checkNamedOption } from '../options/checks.ts';
import { describe } from '../options/describe.ts';

import type { Loss, ResolvedLoss } from './Loss.ts';
import { guardLoss } from './guardLoss.ts';
import type { LMNNOptions } from './lmnn.ts';
import { lmnn } from './lmnn.ts';
import { nca } from './nca.ts';
import { none } from './none.ts';
import type { TripletLossOptions } from './triplet.ts';
import { triplet } from './triplet.ts';

/** The losses that come with the package, by name. A new one adds its name here, and name and options to `LossOption`. */
const LOSSES = { lmnn, nca, triplet, none } satisfies Record<
  Extract<LossOption, string>,
  unknown
>;

/** Methods of other libraries that are not losses of this one, and what there is for their purpose. */
const OTHER_METHODS: Readonly<Record<string, string>> = {
  arml: "its purpose is that of loss 'none', which learns from the margin alone",
  itml: "it learns from pairs; with labels, take 'lmnn' or 'nca'",
  lfda: "take init 'lda' with solver.maxIterations 0, or 'nca'",
  lsml: "it learns from relative comparisons; with labels, take 'triplet'",
  mlkr: 'it is for regression, and this library learns classes',
  mmc: "it learns from pairs; with labels, take 'lmnn' or 'nca'",
  rca: "take init 'lda' with solver.maxIterations 0, or 'nca'",
  scml: "it is loss 'triplet' with parameterization 'compositional' and margin false",
  sdml: "it learns from pairs; with labels, take 'lmnn' or 'nca'",
};

/** A loss by name, by name with its options, or a custom loss. */
export type LossOption =
  | 'lmnn'
  | 'nca'
  | 'triplet'
  | 'none'
  | ({ name: 'lmnn' } & LMNNOptions)
  | { name: 'nca' | 'none' }
  | ({ name: 'triplet' } & TripletLossOptions)
  | Loss;

/**
 * Finds the loss that an option names; a custom loss is guarded.
 * @throws {TypeError|RangeError} An unknown name, or bad options of a known one.
 */
export function resolveLoss(option: LossOption): ResolvedLoss {
  if (isCustomLoss(option)) return guardLoss(checkCustomLoss(option));
  refuseOtherMethod(typeof option === 'string' ? option : option?.name);
  const names = Object.keys(LOSSES) as Array<keyof typeof LOSSES>;
  const create = LOSSES[checkNamedOption(option, 'loss', names)];
  return typeof option === 'string' ? create() : create(option);
}

/** Whether an option is a custom loss, an object with `prepare`, rather than the name of a loss. */
export function isCustomLoss(option: unknown): option is Loss {
  return typeof option === 'object' && option !== null && 'prepare' in option;
}

function refuseOtherMethod(name: unknown): void {
  if (typeof name !== 'string') return;
  const method = name.toLowerCase();
  if (!Object.hasOwn(OTHER_METHODS, method)) return;
  throw new RangeError(
    `loss '${name}' is not part of this library: ${OTHER_METHODS[method]}`,
  );
}

function checkCustomLoss(loss: Loss): Loss {
  const { name, prepare } = loss as Partial<Record<keyof Loss, unknown>>;
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(
      `loss.name must be a string that is not empty, got ${describe(name)}`,
    );
  }
  if (typeof prepare !== 'function') {
    throw new TypeError(
      `loss.prepare must be a function, got ${describe(prepare)}`,
    );
  }
  return loss;
}
