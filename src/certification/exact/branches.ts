import type { OutvotingRegion } from './OutvotingRegion.ts';

/** An impostor that may be nearer than rows of the class. */
export interface Candidate {
  /** Its place in the order of distances from the query. */
  rank: number;
  /** Its class. */
  code: number;
  /** E_1, E_2, …: the least norms of perturbations after which it is nearer than all rows of the class but 0, 1, … */
  radii: Float64Array;
}

/** A way in which the class loses the vote. */
interface Defeat {
  /** m: the votes left to the class. */
  left: number;
  /** The class that wins; −1: whichever. */
  code: number;
  /** Candidates by E_(m+1), the least first; and, where votes tie, those of the winner by E_1. */
  order: Candidate[];
  firsts: Candidate[];
}

/** A region that may hold the nearest adversary; or a family: all regions with one more impostor, from a place in the order on. */
export interface Branch {
  region: OutvotingRegion;
  defeat: Defeat;
  /** No perturbation into the region, or one of the family, is shorter. */
  bound: number;
  /** Impostors that are missing, and those of the winner among them. */
  missing: number;
  needed: number;
  /** The place in the order from which on impostors may be added. */
  next: number;
  isFamily: boolean;
}

const NO_ROWS: number[] = [];

/**
 * The ways in which a class loses the vote, as families of regions. Their bounds are the terms of `LosingVotes`.
 * @param k - The number of rows that vote.
 * @param classes - The number of classes.
 */
export function defeats(
  candidates: Candidate[],
  k: number,
  classes: number,
): Branch[] {
  const codes = new Set(candidates.map(({ code }) => code));
  const families: Branch[] = [];
  for (let left = 0; left <= k / 2; left++) {
    // whatever makes one of two classes lose with fewer votes also does with more
    if (classes === 2 && left < Math.floor((k - 1) / 2)) continue;
    const order = candidates.toSorted(
      (a, b) => a.radii[left] - b.radii[left] || a.rank - b.rank,
    );
    const add = (code: number, isTie: boolean) => {
      const firsts = order
        .filter((candidate) => isTie && candidate.code === code)
        .toSorted((a, b) => a.radii[0] - b.radii[0] || a.rank - b.rank);
      families.push(familyOf({ left, code, order, firsts }, k, isTie));
    };
    const isAny = left === 0 || classes === 2;
    if (k > 2 * left) {
      for (const code of isAny ? [-1] : codes) add(code, false);
    }
    if (left > 0 && (classes > 2 || k === 2 * left)) {
      for (const code of codes) add(code, true);
    }
  }
  return families.filter(({ bound }) => bound < Infinity);
}

// all regions of a defeat
function familyOf(defeat: Defeat, k: number, isTie: boolean): Branch {
  const { left, code, order, firsts } = defeat;
  const missing = k - left;
  const needed = code < 0 ? 0 : isTie ? left : left + 1;
  const winners = order.filter((candidate) => candidate.code === code);
  const bound = Math.max(
    radiusAt(order, missing, left),
    needed > 0 ? radiusAt(winners, needed, left) : 0,
    isTie ? radiusAt(firsts, 1, 0) : 0,
  );
  const region = {
    impostors: NO_ROWS,
    first: -1,
    beaten: NO_ROWS,
    spared: NO_ROWS,
    left,
    isFull: false,
  };
  return { region, defeat, bound, missing, needed, next: 0, isFamily: true };
}

function radiusAt(order: Candidate[], count: number, left: number): number {
  return order.length < count ? Infinity : order[count - 1].radii[left];
}

/**
 * Splits a family: regions with the next impostor that may be added, and those without it.
 * @returns One or both; none if there are no such impostors.
 */
export function splitFamily(family: Branch): Branch[] {
  const { region, defeat, missing, needed } = family;
  const isFirst = region.impostors.length === 0 && defeat.firsts.length > 0;
  const order = isFirst ? defeat.firsts : defeat.order;
  const left = isFirst ? 0 : defeat.left;
  const canJoin = ({ rank, code }: Candidate) =>
    rank !== region.first && (missing > needed || code === defeat.code);
  let { next } = family;
  while (next < order.length && !canJoin(order[next])) next++;
  if (order.length - next < (isFirst ? 1 : missing)) return [];
  const { rank, code, radii } = order[next];
  const joined: Branch = {
    ...family,
    region: {
      ...region,
      impostors: [...region.impostors, rank],
      first: isFirst ? rank : region.first,
      isFull: missing === 1,
    },
    bound: Math.max(family.bound, radii[left]),
    missing: missing - 1,
    needed: Math.max(0, needed - (code === defeat.code ? 1 : 0)),
    next: isFirst ? 0 : next + 1,
    isFamily: false,
  };
  const rest = { ...family, next: next + 1 };
  if (rest.next >= order.length) return [joined];
  const least = order[rest.next].radii[left];
  return [{ ...rest, bound: Math.max(family.bound, least) }, joined];
}

/** Splits a region: a row of the class is farther than the impostors, or may be nearer. */
export function splitRegion(branch: Branch, rank: number): Branch[] {
  const { region } = branch;
  const beaten = {
    ...branch,
    region: { ...region, beaten: [...region.beaten, rank] },
  };
  const spared = {
    ...branch,
    region: { ...region, spared: [...region.spared, rank] },
  };
  return [beaten, spared];
}
