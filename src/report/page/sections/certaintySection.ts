import { MOST_POINTS, drawEmbedding } from '../../figures/embeddingSVG.ts';
import type { View } from '../../figures/planes.ts';
import { robustnessSVG } from '../../figures/robustnessSVG.ts';
import { pick, pickData, sampleRows } from '../../figures/sampleRows.ts';
import {
  formatCount,
  formatInteger,
  formatRadius,
} from '../../text/formatNumber.ts';
import type { Section } from '../drawPage.ts';
import type { ModelResults, ReportResults } from '../gatherResults.ts';
import { radiusOfPart } from '../gatherResults.ts';

/** How robust predictions are: accuracy curves, and rows with their certified radii. */
export function certaintySection(results: ReportResults): Section {
  const { classifier, sample, models, columnNames, theme, seed } = results;
  const [own] = models;
  const places = sampleRows(sample.rows, MOST_POINTS, seed);
  const embedded = {
    data: pickData(sample, places),
    rowNames: pick(results.sampleNames, places),
    radii: pick(own.radii, places),
  };
  const draw = (view: View) =>
    drawEmbedding(classifier, view, columnNames, embedded, { theme });
  const drawn =
    places.length < sample.rows
      ? ` A sample of ${formatInteger(places.length)} rows is drawn.`
      : '';
  return {
    id: 'sure',
    title: 'How robust are the predictions?',
    lead: describeRadii(results),
    figures: [
      robustnessSVG(results.curves, { theme }),
      draw('before'),
      draw('after'),
    ],
    body: [
      `<p class="note">Discs show the certified radius of each row; in the embedding by the metric they are ellipses. Within the radius, in ${columnNames.length}-dimensional space, all points have the same prediction. The figure is a projection onto a plane, so discs of different classes may overlap.${drawn}</p>`,
    ],
  };
}

function describeRadii({ models, sample }: ReportResults): string {
  const [own] = models;
  const parts: Array<[number, string]> = [
    [0.9, 'nine in ten'],
    [0.5, 'half'],
    [0.1, 'one in ten'],
  ];
  const said = parts
    .map(([part, name]) => ({ name, radius: radiusOfPart(own, part) }))
    .filter(({ radius }) => radius > 0)
    .map(({ name, radius }, at) => {
      const size = formatRadius(radius);
      return at === 0
        ? `${name} are classified correctly under every perturbation below ${size} standard deviations`
        : `${name} under every one below ${size}`;
    });
  if (said.length === 0) {
    return 'Little is certified: fewer than one in ten rows are classified correctly with a radius above 0.';
  }
  const exact = describeExactness(own);
  const free = own.radii.filter((radius) => radius === Infinity).length;
  const infinite =
    free > 0
      ? ` The radius of ${formatCount(free, 'row')} is infinite: no change of a row changes the prediction, as where training rows of other classes are too few.`
      : '';
  const { right, certified } = own;
  const tied = certified.filter((radius, at) => right[at] && radius === 0);
  const open =
    tied.length > 0
      ? ` Nothing is certified about ${formatCount(tied.length, 'row that is', 'rows that are')} classified correctly: rows of another class are as near.`
      : '';
  return `Proved, not sampled: of ${formatCount(sample.rows, 'row')}, ${said.join('; ')}.${exact}${open}${infinite}`;
}

function describeExactness({ exactCount, radii }: ModelResults): string {
  if (exactCount === radii.length) {
    return ' All radii are exact: each is the size of the smallest change that changes the prediction.';
  }
  if (exactCount === 0) return ' Radii are lower bounds, in closed form.';
  return ` ${formatInteger(exactCount)} of ${formatInteger(radii.length)} radii are exact; the others are lower bounds.`;
}
