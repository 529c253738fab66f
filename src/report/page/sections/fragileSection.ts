import type { Label } from '../../../data/labels.ts';
import { describeChange } from '../../text/describeChange.ts';
import {
  formatCount,
  formatRadius,
  formatSize,
  nameClasses,
} from '../../text/formatNumber.ts';
import type { Section } from '../drawPage.ts';
import { drawTable } from '../drawPage.ts';
import type { FragileRow, ReportResults } from '../gatherResults.ts';

/** Which rows are fragile, and what changes their predictions. */
export function fragileSection(results: ReportResults): Section {
  const { sampleNames, labels, models, fragile, classifier } = results;
  const [{ radii, right, rightCount }] = models;
  const tight = radii.filter((radius, at) => right[at] && radius < 0.1).length;
  // as in the figures: a number and its text are two classes
  const classes = Array.from(
    new Set([...classifier.training.classes, ...labels]),
  );
  const names = nameClasses(classes);
  const nameOf = (label: Label) => names[classes.indexOf(label)];
  const rows = fragile.map((row) => {
    const { at, flip } = row;
    return {
      name: sampleNames[at],
      label: nameOf(labels[at]),
      radius: radii[at],
      size: flip.size,
      change: describeFlip(row, results),
      to: flip.prediction === undefined ? '–' : nameOf(flip.prediction),
    };
  });
  const [first] = rows;
  const table = {
    caption: `The ${rows.length} most fragile rows that are classified correctly; radii and norms in standard deviations, changes in the units of the columns`,
    heads: [
      'row',
      'label',
      'certified radius',
      'norm of the smallest change found',
      'change',
      'new prediction',
    ],
    rows: rows.map(({ name, label, radius, size, change, to }) => [
      name,
      label,
      { text: formatRadius(radius), value: radius },
      { text: size < Infinity ? formatSize(size) : '–', value: size },
      change,
      to,
    ]),
  };
  return {
    id: 'fragile',
    title: 'Which rows are fragile?',
    lead: first
      ? `The most fragile is ${first.name}, of class ${first.label}: ${first.change}${first.size < Infinity ? `, and the prediction is ${first.to}` : ''}. Of ${formatCount(rightCount, 'row')} classified correctly, ${formatCount(tight, 'has', 'have')} a certified radius below 0.1 standard deviations.`
      : 'No row is classified correctly.',
    figures: [],
    body: first ? [drawTable(table)] : [],
  };
}

function describeFlip(
  { at, flip }: FragileRow,
  { rows, columnNames, units, classifier }: ReportResults,
): string {
  if (flip.adversary === undefined) return 'no change was found';
  const columns = { columnNames, units, scale: classifier.map.scale };
  return describeChange(rows[at], flip.adversary, columns);
}
