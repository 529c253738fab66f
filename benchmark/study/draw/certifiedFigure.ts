import type { RobustnessPoint } from 'ml-metric-learning/report';
import { robustnessSVG } from 'ml-metric-learning/report';

import { mean } from '../../../examples/estimate.ts';
import type { Study } from '../Study.ts';
import type { Reading } from '../StudyResults.ts';
import { accuracyOf, certifiedAt } from '../readings.ts';
import { KNOWN_METHODS } from '../studyMethods.ts';

/**
 * Draws certified accuracy of the most common methods against the radius, as a mean over the data sets; at 0 it is
 * plain accuracy.
 * @returns An SVG.
 */
export function certifiedFigure({ results, settings }: Study): string {
  const readings: Array<[number, Reading]> = [
    [0, accuracyOf],
    ...settings.radii.map((radius, at): [number, Reading] => [
      radius,
      certifiedAt(at),
    ]),
  ];
  const curves = KNOWN_METHODS.map((method) => [
    method,
    readings.map(([radius, of]): RobustnessPoint => ({
      radius,
      certified: mean(
        results.sets.map((set) => results.mean(set, method, 'tuned', of)),
      ),
    })),
  ]);
  return robustnessSVG(
    Object.fromEntries(curves) as Record<string, RobustnessPoint[]>,
    {
      title: 'Certified accuracy, mean over the data sets',
      id: 'study-certified',
    },
  );
}
