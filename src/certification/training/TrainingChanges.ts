import type { Label } from '../../data/labels.ts';
import { winnerOf } from '../../estimators/classifier/predictCodes.ts';

/** The rows, and the class, of the fewest changes of training data that change a prediction. */
export interface TrainingWitness<L extends Label = Label> {
  /** Training rows of the class whose labels change to `label`; none if nothing helps. */
  flip: { rows: number[]; label: L | undefined };
  /** Training rows that are removed. */
  remove: { rows: number[] };
  /** How many rows at the query itself are added, and their label. */
  insert: { count: number; label: L | undefined };
}

/** The k nearest rows of a query are taken from these, nearest first. */
export interface RankedRows {
  size: number;
  rowAt: (rank: number) => number;
  keyAt: (rank: number) => number;
}

/** How many changes it takes, infinite if no number of them does, and which. */
export interface TrainingChanges<L extends Label = Label> {
  flips: number;
  removals: number;
  insertions: number;
  witness: TrainingWitness<L>;
}

/** A row that votes: its class, and its number among the training rows; −1: it was inserted. */
interface Voter {
  code: number;
  row: number;
}

/**
 * Counts the fewest changes of training data after which a query is predicted otherwise (math.md 8). Nearest voters of the class
 * go over to the strongest other class; nearest rows of the class are removed; rows of another class are inserted at the query,
 * where existing rows at distance 0 come first. O(k² · classes), and O(log n) for each row of the class that is removed.
 * @param own - The rows of the predicted class.
 * @param others - The rows of other classes.
 * @param codes - The class of each training row.
 */
export function countChanges(
  k: number,
  code: number,
  own: RankedRows,
  others: RankedRows,
  codes: Int32Array,
  classes: Label[],
): TrainingChanges {
  const nearest = (skipped: number) =>
    nearestVoters(k, own, others, skipped, codes);
  const voters = nearest(0);
  const votes = new Int32Array(classes.length);
  const isLost = (now: Voter[]) => {
    const voting = now.map((voter) => voter.code);
    return now.length > 0 && winnerOf(voting, votes) !== code;
  };
  const flip = findFlips(voters, code, classes.length);
  const removals = countRemovals(own.size, (removed) =>
    isLost(nearest(removed)),
  );
  const insert = findInsertions(
    k,
    code,
    own,
    others,
    voters,
    classes.length,
    isLost,
  );
  return {
    flips: flip.rows.length > 0 ? flip.rows.length : Infinity,
    removals,
    insertions: insert.count > 0 ? insert.count : Infinity,
    witness: {
      flip: { rows: flip.rows, label: classes[flip.code] },
      remove: {
        rows: Array.from(
          { length: removals === Infinity ? 0 : removals },
          (_, rank) => own.rowAt(rank),
        ),
      },
      insert: { count: insert.count, label: classes[insert.code] },
    },
  };
}

// without the first rows of the class; of rows at one distance, the lower one is nearer
function nearestVoters(
  k: number,
  own: RankedRows,
  others: RankedRows,
  skipped: number,
  codes: Int32Array,
): Voter[] {
  const voters: Voter[] = [];
  let near = skipped;
  let far = 0;
  while (voters.length < k) {
    const hasOwn = near < own.size;
    const hasOther = far < others.size;
    if (!hasOwn && !hasOther) break;
    const isOwn = hasOwn && (!hasOther || isNearer(own, near, others, far));
    const row = isOwn ? own.rowAt(near++) : others.rowAt(far++);
    voters.push({ row, code: codes[row] });
  }
  return voters;
}

function isNearer(
  a: RankedRows,
  rankOfA: number,
  b: RankedRows,
  rankOfB: number,
): boolean {
  const keyOfA = a.keyAt(rankOfA);
  const keyOfB = b.keyAt(rankOfB);
  if (keyOfA !== keyOfB) return keyOfA < keyOfB;
  return a.rowAt(rankOfA) < b.rowAt(rankOfB);
}

// the nearest voters of the class go over: of a tie then, the first is one of them, or was of the other class before
function findFlips(
  voters: Voter[],
  code: number,
  classes: number,
): { rows: number[]; code: number } {
  const votes = new Int32Array(classes);
  for (const voter of voters) votes[voter.code]++;
  let strongest = -1;
  for (let other = 0; other < classes; other++) {
    if (other === code) continue;
    if (strongest < 0 || votes[other] > votes[strongest]) strongest = other;
  }
  if (strongest < 0) return { rows: [], code: -1 };
  const lead = votes[code] - votes[strongest];
  const count = Math.max(1, Math.ceil(lead / 2));
  const rows = voters
    .filter((voter) => voter.code === code)
    .slice(0, count)
    .map(({ row }) => row);
  return { rows, code: strongest };
}

function countRemovals(
  size: number,
  isLostWithout: (removed: number) => boolean,
): number {
  for (let removed = 1; removed <= size; removed++) {
    if (isLostWithout(removed)) return removed;
  }
  return Infinity;
}

// inserted rows come after existing ones at distance 0, whose indices are lower
function findInsertions(
  k: number,
  code: number,
  own: RankedRows,
  others: RankedRows,
  voters: Voter[],
  classes: number,
  isLost: (voters: Voter[]) => boolean,
): { count: number; code: number } {
  let here = 0;
  for (const rows of [own, others]) {
    for (let rank = 0; rank < Math.min(k, rows.size); rank++) {
      if (rows.keyAt(rank) === 0) here++;
    }
  }
  const before = voters.slice(0, here);
  const after = voters.slice(here);
  for (let count = 1; count <= k - before.length; count++) {
    for (let other = 0; other < classes; other++) {
      if (other === code) continue;
      const inserted = Array.from({ length: count }, () => ({
        code: other,
        row: -1,
      }));
      const now = [...before, ...inserted, ...after].slice(0, k);
      if (isLost(now)) return { count, code: other };
    }
  }
  return { count: 0, code: -1 };
}
