import type { Entry, FitEntry, KernelEntry } from './Report.ts';
import { digits } from './digits.ts';
import type { Ratios } from './ratios.ts';
import { isAtLeastAsGood, ratioOf, ratiosOf } from './ratios.ts';
import { isObjectiveOf, titleOf } from './tables.ts';

/** A row in which a peer is ahead of this library. */
export interface Loss {
  /** What is measured, with the size of a fit. */
  work: string;
  peer: string;
  /** In which respects, in words. */
  reasons: string[];
  /** Whether the peer is faster in some respect. */
  isSlower: boolean;
}

/** What the ratios of a fit refer to. */
const PLACES: Record<keyof Ratios, string> = {
  objective: ' to its objective',
  tight: ' to its objective at equal tolerance',
  end: ' to our end',
};

/** Lists the rows in which a peer is faster, needs less memory, or comes to a better result. */
export function lossesOf(entries: Entry[]): Loss[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'fit' && entry.kind !== 'kernel') return [];
    const isFit = entry.kind === 'fit';
    const slower = isFit ? slowerFit(entry) : slowerLoop(entry);
    const others = isFit ? otherLosses(entry) : [];
    const reasons = [...slower, ...others];
    if (reasons.length === 0) return [];
    const { peer = '' } = entry;
    const work = isFit ? titleOf(entry) : entry.work;
    return [{ work, peer, reasons, isSlower: slower.length > 0 }];
  });
}

function slowerLoop(entry: KernelEntry): string[] {
  return writeSlower(ratioOf(entry), '');
}

function slowerFit(entry: FitEntry): string[] {
  const { figures } = entry;
  const ratios = ratiosOf(figures);
  return Object.entries(PLACES).flatMap(([key, place]) =>
    writeSlower(ratios[key as keyof Ratios], isObjectiveOf(entry) ? place : ''),
  );
}

function otherLosses(entry: FitEntry): string[] {
  const { theirs, ours, toTheirs, tight, quality } = entry.figures;
  if (!theirs) return [];
  const losses: string[] = [];
  const isMissed = isObjectiveOf(entry) && toTheirs === undefined;
  if (isMissed) {
    losses.push('its objective is not reached');
  } else if (isAtLeastAsGood(quality) === false) {
    losses.push(`its ${quality?.name} is better`);
  }
  if (tight && tight.toTheirs === undefined) {
    losses.push('its objective at equal tolerance is not reached');
  }
  if (ours.megabytes > theirs.megabytes) {
    const [mine, other] = [ours, theirs].map((cost) =>
      cost.megabytes.toFixed(0),
    );
    losses.push(`${mine} MB, it needs ${other} MB`);
  }
  return losses;
}

function writeSlower(ratio: number | undefined, place: string): string[] {
  if (ratio === undefined || ratio >= 1) return [];
  return [`${digits(1 / ratio)} times as long${place}`];
}
