import {
  formatCount,
  formatInteger,
  formatPart,
  formatRadius,
} from '../../text/formatNumber.ts';
import type { Section } from '../drawPage.ts';
import { drawTable } from '../drawPage.ts';
import type { ModelResults, ReportResults } from '../gatherResults.ts';
import { radiusOfPart } from '../gatherResults.ts';

/** The usual significance level. */
const RARE = 0.05;

/** The accuracy and the certified radii of all models. */
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
      { text: formatInteger(rightCount), value: rightCount },
      {
        text: `${formatPart(accuracy)} ± ${Number((100 * error).toFixed(1))}`,
        value: accuracy,
      },
      { text: formatRadius(half), value: half },
      { text: formatRadius(most), value: most },
    ];
  });
  const table = drawTable({
    caption: `Models on ${formatInteger(sample.rows)} rows; ± one standard error; radii in standard deviations`,
    heads: [
      'model',
      'correct',
      'accuracy',
      'certified radius of half of the rows',
      'certified radius of nine in ten',
    ],
    rows,
  });
  return {
    id: 'better',
    title: rival ? 'Which model is better?' : 'How good is it?',
    lead: rival ? compareModels(own, rival) : `${describeAccuracy(own)}.`,
    figures: [],
    body: [table],
  };
}

/** The name of a model in a sentence, with an article where it has one. */
function nameOf({ name }: ModelResults): string {
  return name === 'learned metric' ? 'the learned metric' : name;
}

function describeAccuracy(model: ModelResults): string {
  const { rightCount, right, accuracy } = model;
  return `${formatInteger(rightCount)} of ${formatInteger(right.length)} rows (${formatPart(accuracy)}) are classified correctly with ${nameOf(model)}`;
}

function compareModels(own: ModelResults, rival: ModelResults): string {
  const counts = `${describeAccuracy(own)}, ${formatInteger(rival.rightCount)} (${formatPart(rival.accuracy)}) with ${nameOf(rival)}.`;
  const radii = [own, rival].map((model) => radiusOfPart(model, 0.5));
  const moved = `Half of all rows are classified correctly under every perturbation below ${formatRadius(radii[0])} standard deviations; with ${nameOf(rival)}, below ${formatRadius(radii[1])}.`;
  return `${counts} ${describeChance(own, rival)} ${moved}`;
}

function describeChance(own: ModelResults, rival: ModelResults): string {
  const wins = winsOf(own, rival);
  const losses = winsOf(rival, own);
  const differ = wins + losses;
  if (differ === 0) return 'Both are correct on the same rows.';
  const difference = `They differ on ${formatCount(differ, 'row')}, ${formatInteger(wins)} in favour of ${nameOf(own)} and ${formatInteger(losses)} in favour of ${nameOf(rival)}`;
  const chance = signTest(wins, losses);
  if (chance >= RARE) return `${difference}, which may be due to chance.`;
  const rare = chance < 0.001 ? 'p < 0.001' : `p = ${chance.toFixed(3)}`;
  return `${difference}, which is unlikely to be due to chance (${rare}).`;
}

// the number of rows that only the first classifies correctly
function winsOf({ right }: ModelResults, other: ModelResults): number {
  return right.filter((isRight, row) => isRight && !other.right[row]).length;
}

/**
 * The p-value of the exact two-sided McNemar test: if two models were equally good, each would be equally likely to be
 * the one that is right on a row where only one is.
 * @param wins - The number of rows on which only the first model is right.
 * @param losses - The number of rows on which only the second model is right.
 * @returns Above 0, at most 1.
 */
export function signTest(wins: number, losses: number): number {
  const tosses = wins + losses;
  const fewer = Math.min(wins, losses);
  let term = Math.log(0.5) * tosses;
  let sum = Math.exp(term);
  for (let k = 1; k <= fewer; k++) {
    term += Math.log((tosses - k + 1) / k);
    sum += Math.exp(term);
  }
  return Math.min(1, 2 * sum);
}
