import { MOST_POINTS, drawEmbedding } from '../embeddingSVG.ts';
import { formatCount, formatRadius, group } from '../formatNumber.ts';
import type { ReportResults } from '../gatherResults.ts';
import { radiusOfPart } from '../measureModel.ts';
import type { View } from '../planes.ts';
import { robustnessSVG } from '../robustnessSVG.ts';
import { pick, pickData, sampleRows } from '../sampleRows.ts';

import type { Section } from './Section.ts';

/**
 * How sure predictions are: curves, and the rows with what is certified around each.
 * @param results - What there is to tell.
 * @returns A section.
 */
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
      ? ` ${group(places.length)} rows are drawn, a sample.`
      : '';
  return {
    id: 'sure',
    title: 'How sure is it?',
    lead: sayRadii(results),
    figures: [
      robustnessSVG(results.curves, { theme }),
      draw('before'),
      draw('after'),
    ],
    body: [
      `<p class="note">A disc is as large as the certified radius of its row, and after, stretched as the metric stretches it. Whatever is within, in all ${columnNames.length} dimensions, is called the same. Discs are shadows of that on a plane: those of two classes may cross.${drawn}</p>`,
    ],
  };
}

function sayRadii({ models, sample }: ReportResults): string {
  const [own] = models;
  const parts: Array<[number, string]> = [
    [0.9, 'nine of ten'],
    [0.5, 'half'],
    [0.1, 'one of ten'],
  ];
  const said = parts
    .map(([part, name]) => ({ name, radius: radiusOfPart(own, part) }))
    .filter(({ radius }) => radius > 0)
    .map(({ name, radius }, at) => {
      const size = formatRadius(radius);
      return at === 0
        ? `${name} are right and stay so wherever they move by less than ${size} standard deviations`
        : `${name} by less than ${size}`;
    });
  if (said.length === 0) {
    return 'Nothing is certain: fewer than one in ten rows are right and have a radius.';
  }
  const free = own.radii.filter((radius) => radius === Infinity).length;
  const infinite =
    free > 0
      ? ` ${formatCount(free, 'row')} may move anywhere: rows of other classes are too few to win.`
      : '';
  const { right, certified } = own;
  const tied = certified.filter((radius, at) => right[at] && radius === 0);
  const open =
    tied.length > 0
      ? ` Of ${formatCount(tied.length, 'row that is', 'rows that are')} right nothing is certain: votes are split, or rows of two classes coincide.`
      : '';
  return `Proved, not sampled: of ${formatCount(sample.rows, 'row')}, ${said.join('; ')}.${open}${infinite}`;
}
