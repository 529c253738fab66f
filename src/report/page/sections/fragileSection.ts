import type { Certificate } from '../../../certification/certificates.ts';
import type { Label } from '../../../data/labels.ts';
import { describeChange } from '../../text/describeChange.ts';
import { escapeText } from '../../text/escapeText.ts';
import {
  formatCount,
  formatInteger,
  formatRadius,
  formatSize,
  nameClasses,
} from '../../text/formatNumber.ts';
import type { Section } from '../drawPage.ts';
import { drawTable } from '../drawPage.ts';
import type { FragileRow } from '../fragileRows.ts';
import type { ReportResults } from '../gatherResults.ts';

const HEADS = [
  'row',
  'label',
  'radius',
  'smallest change',
  'new prediction',
  'single column',
  'wrong labels survived',
];

/** Which rows are fragile, and what changes their predictions. */
export function fragileSection(results: ReportResults): Section {
  const { sampleNames, labels, models, fragile } = results;
  const [{ radii, right, rightCount }] = models;
  const tight = radii.filter((radius, at) => right[at] && radius < 0.1).length;
  const nameOf = classNames(results);
  const rows = fragile.rows.map((row) => [
    sampleNames[row.at],
    nameOf(labels[row.at]),
    {
      text: formatInterval(row.certificate),
      value: row.certificate.radius,
    },
    describeFlip(row, row.change, results) ??
      (row.certificate.radius === Infinity ? 'none' : 'none was found'),
    row.change ? nameOf(row.change.to) : '–',
    describeSingle(row, results, nameOf),
    {
      text: row.survived === Infinity ? 'all' : formatInteger(row.survived),
      value: row.survived,
    },
  ]);
  const [first] = fragile.rows;
  return {
    id: 'fragile',
    title: 'Which rows are fragile?',
    lead: first
      ? `${describeFirst(first, results, nameOf)} Of ${formatCount(rightCount, 'row')} classified correctly, ${formatCount(tight, 'has', 'have')} a certified radius below 0.1 standard deviations.`
      : 'No row is classified correctly.',
    figures: [],
    body: first
      ? [
          drawTable({
            caption: `The ${rows.length} most fragile rows that are classified correctly`,
            heads: HEADS,
            rows,
          }),
          explain(results),
        ]
      : [],
  };
}

// as in the figures: a number and its text are two classes
function classNames({
  classifier,
  labels,
}: ReportResults): (label: Label) => string {
  const classes = Array.from(
    new Set([...classifier.training.classes, ...labels]),
  );
  const names = nameClasses(classes);
  return (label) => names[classes.indexOf(label)];
}

function formatInterval({ radius, upper, exact }: Certificate): string {
  if (exact) return formatRadius(radius);
  if (upper === Infinity) return `at least ${formatRadius(radius)}`;
  return `${radius < 0.01 ? '0' : formatRadius(radius)} to ${formatSize(upper)}`;
}

function describeFlip(
  { at }: FragileRow,
  change: FragileRow['change'],
  { rows, columnNames, units, classifier }: ReportResults,
): string | undefined {
  const columns = { columnNames, units, scale: classifier.map.scale };
  return change && describeChange(rows[at], change.adversary, columns);
}

function describeSingle(
  row: FragileRow,
  results: ReportResults,
  nameOf: (label: Label) => string,
): string {
  const { single, change } = row;
  const text = describeFlip(row, single.change, results);
  if (!single.change || text === undefined) {
    return single.radius === Infinity
      ? 'none'
      : `none below ${formatRadius(single.radius)} sd`;
  }
  const isOther = single.change.to !== change?.to;
  const to = isOther ? `, to ${nameOf(single.change.to)}` : '';
  return `${single.isLeast ? '' : 'at most '}${text}${to}`;
}

function describeFirst(
  row: FragileRow,
  results: ReportResults,
  nameOf: (label: Label) => string,
): string {
  const { at, change, certificate, single, survived } = row;
  const name = `The most fragile is ${results.sampleNames[at]}, of class ${nameOf(results.labels[at])}.`;
  const flip = describeFlip(row, change, results);
  if (!change || flip === undefined) {
    return certificate.radius === Infinity
      ? `${name} No change of it changes the prediction.`
      : `${name} No change of it is known that changes the prediction.`;
  }
  const least = certificate.exact ? '; no smaller change does that' : '';
  const column = describeFlip(row, single.change, results);
  const alone =
    single.radius === Infinity
      ? ' No change of a single column is enough.'
      : column === undefined
        ? ''
        : ` Of single columns, ${column} is enough.`;
  const labels =
    survived === 0
      ? 'One wrong training label may be enough, too.'
      : `The prediction survives ${survived === Infinity ? 'any number of wrong training labels' : formatCount(survived, 'wrong training label')}.`;
  return `${name} Changed by ${flip}, it is predicted as ${nameOf(change.to)}${least}.${alone} ${labels}`;
}

function explain({ fragile, columnNames }: ReportResults): string {
  const { length } = columnNames;
  const some =
    fragile.tried < length
      ? ` Of ${formatInteger(length)} columns, the ${formatInteger(fragile.tried)} that these changes move most were tried alone.`
      : '';
  const text = `Radius, in standard deviations (sd): no smaller change, of all columns together, changes the prediction; exact, unless two numbers are given. Changes are in the units of the columns. Single column: the smallest change of one column, with all others fixed, that changes the prediction.${some} Wrong labels survived: so many training labels may be wrong, whichever ones, and the prediction stays; the metric is held fixed.`;
  return `<p class="note">${escapeText(text)}</p>`;
}
