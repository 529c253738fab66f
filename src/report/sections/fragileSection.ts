import type { Label } from '../../validation/labels.ts';
import type { Columns } from '../describeChange.ts';
import { describeChange } from '../describeChange.ts';
import { formatCount, formatRadius, formatSize } from '../formatNumber.ts';
import type { FragileRow, ReportResults } from '../gatherResults.ts';
import { nameClasses } from '../nameThings.ts';
import type { Cell } from '../table.ts';
import { drawTable } from '../table.ts';

import type { Section } from './Section.ts';

/**
 * Which rows are fragile, and what flips them.
 * @param results - What there is to tell.
 * @returns A section.
 */
export function fragileSection(results: ReportResults): Section {
  const { sample, sampleNames, models, fragile } = results;
  const [own] = models;
  const shortest = own.radii.filter((_, at) => own.right[at]);
  const tight = shortest.filter((radius) => radius < 0.1).length;
  const told =
    fragile.length === 0
      ? 'No row is right, so none can be spoiled.'
      : `${sayFirst(results)} Of ${formatCount(shortest.length, 'row')} that are right, ${formatCount(tight, 'has', 'have')} a certified radius below 0.1 standard deviations.`;
  const table = drawTable({
    caption: `The ${fragile.length} most fragile rows of those that are right; radii and sizes in standard deviations`,
    heads: [
      'row',
      'label',
      'certified radius',
      'smallest change found',
      'what would flip it',
      'to',
    ],
    rows: fragile.map((row) => {
      const { flip } = row;
      const label = sample.classes[sample.codes[row.at]];
      return [
        { text: sampleNames[row.at] },
        { text: nameLabel(label, results) },
        {
          text: formatRadius(own.radii[row.at]),
          value: own.radii[row.at],
        },
        sizeOf(flip.size),
        { text: sayChange(row, results) },
        {
          text:
            flip.prediction === undefined
              ? '–'
              : nameLabel(flip.prediction, results),
        },
      ];
    }),
  });
  return {
    id: 'fragile',
    title: 'Which rows are fragile?',
    lead: told,
    body: fragile.length === 0 ? [] : [table],
  };
}

function sayFirst(results: ReportResults): string {
  const { sample, sampleNames, fragile } = results;
  const [first] = fragile;
  const { at, flip } = first;
  const label = nameLabel(sample.classes[sample.codes[at]], results);
  const who = `The most fragile is ${sampleNames[at]}, of class ${label}`;
  if (flip.adversary === undefined || flip.prediction === undefined) {
    return `${who}.`;
  }
  return `${who}: ${sayChange(first, results)}, and it is called ${nameLabel(flip.prediction, results)}.`;
}

function sayChange({ at, flip }: FragileRow, results: ReportResults): string {
  if (flip.adversary === undefined) return 'nothing was found';
  const { sample, columnNames, units, classifier } = results;
  const columns: Columns = { columnNames, units, scale: classifier.map.scale };
  const from = at * sample.columns;
  const row = sample.values.subarray(from, from + sample.columns);
  return describeChange(row, flip.adversary, columns);
}

function sizeOf(size: number): Cell {
  return size === Infinity
    ? { text: '–', value: Infinity }
    : { text: formatSize(size), value: size };
}

// as in the figures, where a number and its text are told apart
function nameLabel(
  label: Label,
  { sample, classifier }: ReportResults,
): string {
  const classes = Array.from(
    new Set([...sample.classes, ...classifier.training.classes]),
  );
  return nameClasses(classes)[classes.indexOf(label)];
}
