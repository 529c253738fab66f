import { MetricKNN } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { perturbationSpace } from '../../src/certification/PerturbationSpace.ts';
import { certifiedRadii } from '../../src/certification/radius/certifiedRadii.ts';
import { fittedClassifierOf } from '../../src/estimators/classifier/MetricKNN.ts';
import { predictCodes } from '../../src/estimators/classifier/predictCodes.ts';
import { plainCertificate } from '../oracles/plainCertificate.ts';
import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';

test('the radii are those of the table of all pairs for more rows than a block', () => {
  for (const norm of [1, 2, Infinity] as const) {
    for (const k of [1, 2, 3, 8]) {
      const rows = randomClasses(400, 6, 3, k);
      const knn = new MetricKNN({ k, metric: { margin: false } });
      knn.train(rowsOf(rows.values, 6), labelsOf(rows));
      const classifier = fittedClassifierOf(knn, 'the test');
      const data = randomClasses(30, 6, 3, k + 20);
      const codes = runSync(predictCodes(classifier, data));
      const space = perturbationSpace(classifier, 'standardized');
      const problem = { classifier, data, codes, norm, space };
      const radii = runSync(certifiedRadii(problem));
      expect(Array.from(radii)).toStrictEqual(plainCertificate(problem));
      expect(Math.max(...radii)).toBeGreaterThan(0.1);
    }
  }
});
