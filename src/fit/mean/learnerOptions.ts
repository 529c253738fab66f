import { checkNumber } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import { withPrefix } from '../../options/withPrefix.ts';
import type {
  MemberOptions,
  MetricLearnerOptions,
  ResolvedOptions,
} from '../metricLearnerOptions.ts';
import {
  checkLearnerOptionNames,
  resolveOptions,
} from '../metricLearnerOptions.ts';

/** A mean, with its members resolved. */
export interface ResolvedMean {
  members: ResolvedMember[];
  /** Whether members take fewer targets where the smallest class has no more rows: those of a set that is not the caller's. */
  limitsTargets: boolean;
}

/** A member of a mean. */
interface ResolvedMember {
  options: ResolvedLearner;
  weight: number;
}

/** The options of one fit, or of a mean of several. */
export type ResolvedLearner = ResolvedOptions | ResolvedMean;

/** Options that all members share. */
const SHARED = ['standardize', 'seed', 'pca'] as const;

/** Fewer triplets leave the margin alone too little to learn from. */
const MANY = { targets: 10, impostors: 10 };

/** A solver that stops early: for these members, further iterations cost most of the time and bring nothing to the mean. */
const stopAfter = (maxIterations: number) =>
  ({ name: 'lbfgs', maxIterations }) as const;

/** The members of `mean: 'robust'`: the margin alone in two shapes, the defaults, and NCA. */
const ROBUST: readonly MemberOptions[] = [
  {
    loss: 'none',
    margin: { shape: 'hinge', target: { auto: 3 } },
    triplets: MANY,
  },
  { loss: 'none', triplets: MANY, solver: stopAfter(20) },
  {},
  { loss: 'nca', solver: stopAfter(10) },
];

/** Whether the options are those of a mean. */
export function isMean(resolved: ResolvedLearner): resolved is ResolvedMean {
  return 'members' in resolved;
}

/**
 * Checks all options before any work, and fills in the defaults.
 * @throws {TypeError|RangeError} Unknown names, wrong types, values out of range; messages about a member begin with its
 * place.
 */
export function resolveLearner(options: MetricLearnerOptions): ResolvedLearner {
  checkLearnerOptionNames(options);
  const { mean, ...others } = options;
  if (mean === undefined) return resolveOptions(others);
  const shared = pickShared(others);
  const members = mean === 'robust' ? ROBUST : checkMembers(mean);
  const resolved = members.map((member, at) =>
    withPrefix(`mean[${at}]`, () => resolveMember(member, shared)),
  );
  return { members: resolved, limitsTargets: mean === 'robust' };
}

function pickShared(options: MetricLearnerOptions): MetricLearnerOptions {
  const names: readonly string[] = SHARED;
  const other = Object.keys(options).find((name) => !names.includes(name));
  if (other === undefined) return options;
  throw new TypeError(
    `${other} must not be given beside mean: give it to its members`,
  );
}

function checkMembers(mean: unknown): readonly MemberOptions[] {
  if (Array.isArray(mean) && mean.length > 0) return mean as MemberOptions[];
  throw new TypeError(
    `mean must be 'robust' or options of at least one member, got ${describe(mean)}`,
  );
}

function resolveMember(
  member: MemberOptions,
  shared: MetricLearnerOptions,
): ResolvedMember {
  checkLearnerOptionNames(member, 'weight');
  const { weight = 1, ...own } = member;
  checkNumber(weight, 'weight', {
    above: 0,
    aboveReason: 'leave the member out instead',
  });
  return { options: resolveLearner({ ...shared, ...own }), weight };
}
