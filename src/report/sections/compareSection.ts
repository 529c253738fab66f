import {
  formatCount,
  formatPart,
  formatRadius,
  group,
} from '../formatNumber.ts';
import type { ReportResults } from '../gatherResults.ts';
import type { ModelResults } from '../measureModel.ts';
import { radiusOfPart } from '../measureModel.ts';
import { signTest } from '../signTest.ts';
import { drawTable } from '../table.ts';

import type { Section } from './Section.ts';

/** Rarer than once in twenty is called no accident: the custom since Fisher. */
const RARE = 0.05;

/**
 * Which model is better.
 * @param results - What there is to tell.
 * @returns A section.
 */
export function compareSection({ models, sample }: ReportResults): Section {
  const [own, ...others] = models;
  const rival = others.toSorted((a, b) => b.accuracy - a.accuracy).at(0);
  const rows = models.map((model) => {
    const { name, rightCount, accuracy } = model;
    const error = Math.sqrt((accuracy * (1 - accuracy)) / sample.rows);
    const half = radiusOfPart(model, 0.5);
    const most = radiusOfPart(model, 0.9);
    return [
      name,
      { text: group(rightCount), value: rightCount },
      {
        text: `${formatPart(accuracy)} ± ${Number((100 * error).toFixed(1))}`,
        value: accuracy,
      },
      { text: formatRadius(half), value: half },
      { text: formatRadius(most), value: most },
    ];
  });
  const table = drawTable({
    caption: `Models on ${group(sample.rows)} rows; ±: one standard error; radii in standard deviations`,
    heads: [
      'model',
      'right',
      'accuracy',
      'radius of half of the rows',
      'radius of nine of ten',
    ],
    rows,
  });
  return {
    id: 'better',
    title: rival ? 'Which model is better?' : 'How good is it?',
    lead: rival ? sayBoth(own, rival) : `${sayOne(own)}.`,
    figures: [],
    body: [table],
  };
}

/**
 * A model in a sentence.
 * @param model - It.
 * @returns Its name, with an article where it has one.
 */
function nameOf({ name }: ModelResults): string {
  return name === 'learned metric' ? 'the learned metric' : name;
}

function sayOne(model: ModelResults): string {
  const { rightCount, right, accuracy } = model;
  return `${group(rightCount)} of ${group(right.length)} rows (${formatPart(accuracy)}) are right with ${nameOf(model)}`;
}

function sayBoth(own: ModelResults, rival: ModelResults): string {
  const counts = `${sayOne(own)}, ${group(rival.rightCount)} (${formatPart(rival.accuracy)}) with ${nameOf(rival)}.`;
  const radii = [own, rival].map((model) => radiusOfPart(model, 0.5));
  const moved = `Half of all rows are right and stay so wherever they move by less than ${formatRadius(radii[0])} standard deviations; with ${nameOf(rival)}, ${formatRadius(radii[1])}.`;
  return `${counts} ${sayChance(own, rival)} ${moved}`;
}

function sayChance(own: ModelResults, rival: ModelResults): string {
  const wins = winsOf(own, rival);
  const losses = winsOf(rival, own);
  const differ = wins + losses;
  if (differ === 0) return 'Both are right on the same rows.';
  const told = `They differ on ${formatCount(differ, 'row')}, ${group(wins)} for ${nameOf(own)} and ${group(losses)} for ${nameOf(rival)}`;
  const chance = signTest(wins, losses);
  if (chance >= RARE) return `${told}, which chance alone may do.`;
  const rare = chance < 0.001 ? 'p < 0.001' : `p = ${chance.toFixed(3)}`;
  return `${told}, which chance alone would hardly do (${rare}).`;
}

// rows that only the first gets right
function winsOf({ right }: ModelResults, other: ModelResults): number {
  return right.filter((isRight, row) => isRight && !other.right[row]).length;
}
