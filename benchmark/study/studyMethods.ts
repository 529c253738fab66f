import type { SearchSpace } from 'ml-metric-learning';

import { methods } from '../methods.ts';

/** A method of the study. */
export interface StudyMethod {
  name: string;
  /**
   * The options of a `MetricLearner` to choose from, as `search` takes them. The first value of every choice is the
   * default of the library.
   */
  space: SearchSpace;
  /** The name of the same method without the margin. */
  base?: string;
}

/** The best published certified linear metric (Wang et al., NeurIPS 2020), learned by its authors' program. */
export const ARML = 'ARML';
/** The mean of several metrics. */
export const MEAN = 'mean';

/** A third of the default, the default, and three times the default. */
const weight = [1, 0.3, 3];
const push = [0.5, 0.25, 0.75];
const distance = ['squared', 'plain'];
const sparsity = [1e-5, 1e-4, 1e-3];

const lmnn = { loss: { name: 'lmnn', push } };
const nca = { loss: 'nca' };
const triplet = { loss: { name: 'triplet', distance } };
const scml = {
  loss: 'triplet',
  parameterization: { name: 'compositional', sparsity },
};

/** All methods, in the order of the tables. */
export const studyMethods: StudyMethod[] = [
  { name: 'Euclidean', space: methods.Euclidean },
  ...withAndWithout('LMNN', lmnn),
  ...withAndWithout('NCA', nca),
  ...withAndWithout('triplet', triplet),
  ...withAndWithout('SCML', scml),
  { name: MEAN, space: { mean: 'robust' } },
  // it has no parameters to choose
  { name: ARML, space: methods.Euclidean },
];

/** The methods of the short table: the most common ones, and the mean. */
export const KNOWN_METHODS: string[] = [...Object.keys(methods), MEAN];

/** The methods for tables of many rows. */
export const LARGE_METHODS: string[] = [
  'Euclidean',
  'LMNN',
  'LMNN + margin',
  MEAN,
];

/** Methods without the margin, and their names with it. */
export const marginPairs: Array<{ base: string; name: string }> =
  studyMethods.flatMap(({ base, name }) =>
    base === undefined ? [] : [{ base, name }],
  );

/**
 * Finds a method by name.
 * @throws {RangeError} There is none.
 */
export function methodNamed(name: string): StudyMethod {
  const method = studyMethods.find((one) => one.name === name);
  if (method) return method;
  throw new RangeError(`no method is called '${name}'`);
}

function withAndWithout(base: string, space: object): StudyMethod[] {
  return [
    { name: base, space: { ...space, margin: false } },
    { name: `${base} + margin`, space: { ...space, margin: { weight } }, base },
  ];
}
