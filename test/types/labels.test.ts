/** Labels keep their type, from training to predictions, certificates and attacks. */
import type {
  Attack,
  Certificate,
  Label,
  TrainingCertificate,
} from 'ml-metric-learning';
import {
  MetricKNN,
  MetricLearner,
  attack,
  attackAsync,
  certify,
  certifyAsync,
  certifyTraining,
} from 'ml-metric-learning';
import { expect, expectTypeOf, test } from 'vitest';

type Kind = 'oak' | 'elm';

const X = [[1], [2], [3], [4]];
const strings: string[] = ['a', 'a', 'b', 'b'];
const kinds: Kind[] = ['oak', 'oak', 'elm', 'elm'];
const options = { k: 1, metric: false } as const;
const knnOfKinds = new MetricKNN(options).train(X, kinds);

test('strings, numbers, booleans and unions of literals come back as they went in', async () => {
  const words = new MetricKNN(options).train(X, strings);
  expectTypeOf(words.predict([1])).toEqualTypeOf<string>();
  expectTypeOf(words.predict(X)).toEqualTypeOf<string[]>();
  expectTypeOf(words.classes).toEqualTypeOf<string[]>();
  const numbers = new MetricKNN(options).train(X, Int32Array.of(1, 1, 2, 2));
  expectTypeOf(numbers.predict([1])).toEqualTypeOf<number>();
  const flags = await new MetricKNN(options).trainAsync(
    X,
    X.map(([value]) => value > 2),
  );
  expectTypeOf(flags.predict([1])).toEqualTypeOf<boolean>();
  expectTypeOf(knnOfKinds.predict([1])).toEqualTypeOf<Kind>();
  expect(words.predict([1])).toBe('a');
  expect(flags.predict([1])).toBe(false);
  expect(numbers.predict([1])).toBe(1);
});

test('labels that are written out are texts or numbers, of which others may be added', () => {
  const knn = new MetricKNN(options).train(X, ['a', 'a', 'b', 'b']);
  expectTypeOf(knn.predict([1])).toEqualTypeOf<string>();
  knn.addRows([[9]], ['c']);
  // @ts-expect-error -- a number among texts
  knn.addRows([[9]], [7]);
  expect(knn.classes).toStrictEqual(['a', 'b', 'c', 7]);
});

test('a type can be given before training, and for what is loaded', () => {
  const knn = new MetricKNN<Kind>(options);
  knn.train(X, kinds);
  expectTypeOf(knn.predict([1])).toEqualTypeOf<Kind>();
  const loaded = MetricKNN.load<Kind>(JSON.stringify(knn));
  expectTypeOf(loaded.predict(X)).toEqualTypeOf<Kind[]>();
  const any: MetricKNN = loaded;
  expectTypeOf(any.predict([1])).toEqualTypeOf<Label>();
  expect(loaded.predict([4])).toBe('elm');
});

test('a classifier of a metric has the type of its labels', () => {
  const metric = new MetricLearner({ triplets: { targets: 1 } }).fit(X, kinds);
  const knn = MetricKNN.fromMetric(metric, X, kinds, { k: 1 });
  expectTypeOf(knn.predict([1])).toEqualTypeOf<Kind>();
  expect(knn.predict([1])).toBe('oak');
});

test('certificates and attacks are about labels of that type', async () => {
  const certificates = certify(knnOfKinds, X);
  expectTypeOf(certificates).toEqualTypeOf<Array<Certificate<Kind>>>();
  expectTypeOf(await certifyAsync(knnOfKinds, X)).toEqualTypeOf<
    Array<Certificate<Kind>>
  >();
  const attacks = attack(knnOfKinds, X);
  expectTypeOf(attacks).toEqualTypeOf<Array<Attack<Kind>>>();
  expectTypeOf(await attackAsync(knnOfKinds, X)).toEqualTypeOf<
    Array<Attack<Kind>>
  >();
  const found = attacks.filter((one) => one.found);
  expectTypeOf(found[0].prediction).toEqualTypeOf<Kind>();
  const training = certifyTraining(knnOfKinds, X);
  expectTypeOf(training).toEqualTypeOf<Array<TrainingCertificate<Kind>>>();
  expectTypeOf(training[0].witness.flip.label).toEqualTypeOf<
    Kind | undefined
  >();
  expect(certificates.map(({ label }) => label)).toStrictEqual(kinds);
  expect(found.length).toBeGreaterThan(0);
});
