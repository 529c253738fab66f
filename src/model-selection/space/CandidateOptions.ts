import type { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import type { MetricKNNOptions } from '../../estimators/classifier/metricKNNOptions.ts';

/**
 * The options that a space stands for: of each array one value, of each distribution a number. With `MetricKNN`, they are
 * also known to be its options.
 */
export type CandidateOptions<Space, Trained> = OptionsIn<Space> &
  (Trained extends MetricKNN ? MetricKNNOptions : unknown);

type OptionsIn<Space> = {
  -readonly [Name in keyof Space]: ValueIn<Space[Name]>;
};

type ValueIn<Values> = Values extends readonly unknown[]
  ? ChosenFrom<Values[number]>
  : Values extends { choice: ReadonlyArray<infer Value> }
    ? ChosenFrom<Value>
    : Values extends { uniform: unknown } | { logUniform: unknown }
      ? number
      : ChosenFrom<Values>;

// an array in an array is a value; options of an object may have choices
type ChosenFrom<Value> = Value extends
  readonly unknown[] | ((...parts: never) => unknown)
  ? Value
  : Value extends object
    ? OptionsIn<Value>
    : Value;
