import { mean } from '../../../examples/estimate.ts';
import type { Study } from '../Study.ts';
import type { Mode } from '../StudyRecord.ts';
import type {
  MarginDifference,
  Outcome,
  SetDifference,
} from '../compareMargin.ts';
import { compareMargin } from '../compareMargin.ts';
import { accuracyOf, radiusOf } from '../readings.ts';
import { holm } from '../statistics/holm.ts';
import { signedRank } from '../statistics/signedRank.ts';
import { marginPairs } from '../studyMethods.ts';

import { writeDifference, writeProbability } from './numbers.ts';
import { FEWEST_SETS } from './rankSection.ts';
import { writeTable } from './table.ts';
import { wrap } from './wrap.ts';

/**
 * Writes the section on the margin.
 * @returns Markdown.
 */
export function marginNotes({ results }: Study): string {
  return wrap(`Wins/ties/losses of a method with the margin against the same without: by means over the splits of each data set, and by single
splits; a difference below .0005 is a tie. A difference is clear if it exceeds two standard errors, which account for splits sharing
rows (Nadeau and Bengio, Inference for the generalization error, Machine Learning 52, 2003). ${sayTest(results.sets.length)}`);
}

/**
 * The effect of the margin on each method.
 * @returns Markdown.
 */
export function marginSection(study: Study, mode: Mode): string {
  const { results, settings } = study;
  const all = { accuracy: accuracyOf, 'certified radius': radiusOf };
  const lines = Object.entries(all).flatMap(([name, of]) => {
    const compared = compareMargin(results, mode, of, settings.testSize);
    const raw = compared.map(({ sets }) =>
      signedRank(sets.map((set) => set.mean)),
    );
    const corrected = holm(raw);
    return compared.map((difference, at) => [
      difference.base,
      name,
      ...outcomes(difference),
      ...(results.sets.length < FEWEST_SETS
        ? ['', '']
        : [writeProbability(raw[at]), writeProbability(corrected[at])]),
    ]);
  });
  const head = [
    'margin added to',
    'by',
    'mean change',
    'data sets',
    'clear ones',
    'splits',
    'p',
    'p (Holm)',
  ];
  return writeTable(head, lines, 2);
}

/**
 * Where the margin does not help.
 * @returns Markdown.
 */
export function helplessSection(
  { results, settings }: Study,
  mode: Mode,
): string {
  const { testSize } = settings;
  const accuracy = compareMargin(results, mode, accuracyOf, testSize);
  const radius = compareMargin(results, mode, radiusOf, testSize);
  const lines = accuracy.map(({ base, sets }, at) => {
    const less = listSets(sets, ['loss']) || 'nowhere';
    const noMore = listSets(radius[at].sets, ['tie', 'loss']) || 'nowhere';
    return [base, less, noMore];
  });
  return writeTable(
    ['margin added to', 'less accurate with it', 'radius not larger with it'],
    lines,
    3,
  );
}

function outcomes({ sets, splits }: MarginDifference): string[] {
  const numbers = (kept: readonly SetDifference[]) =>
    writeCounts({
      win: kept.filter(({ outcome }) => outcome === 'win').length,
      tie: kept.filter(({ outcome }) => outcome === 'tie').length,
      loss: kept.filter(({ outcome }) => outcome === 'loss').length,
    });
  const change = mean(sets.map((set) => set.mean));
  const clear = sets.filter(({ isClear }) => isClear);
  return [
    `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(3)}`,
    numbers(sets),
    numbers(clear),
    writeCounts(splits),
  ];
}

function writeCounts({ win, tie, loss }: Record<Outcome, number>): string {
  return `${win}/${tie}/${loss}`;
}

function listSets(sets: readonly SetDifference[], outcomes: Outcome[]): string {
  return sets
    .filter(({ outcome }) => outcomes.includes(outcome))
    .map((difference) => {
      const text = `${difference.set} ${writeDifference(difference)}`;
      return difference.isClear ? `**${text}**` : text;
    })
    .join(', ');
}

function sayTest(sets: number): string {
  if (sets < FEWEST_SETS) {
    return `Wilcoxon's test needs at least ${FEWEST_SETS} data sets; there are ${sets}.`;
  }
  const least = 2 ** (1 - sets);
  const methods = marginPairs.length;
  return `p is from Wilcoxon's two-sided signed-rank
test over the data sets; Holm corrects it for the ${methods} methods. With ${sets} data sets, p is at least ${writeProbability(least)}, and the smallest corrected
one at least ${writeProbability(Math.min(1, methods * least))}.`;
}
