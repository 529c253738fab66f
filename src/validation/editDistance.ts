/**
 * How many letters have to be put in, taken out or replaced to make one word of another (Levenshtein 1966). O(length²).
 * @param from - A word.
 * @param to - Another one.
 * @returns How many at least.
 */
export function editDistance(from: string, to: string): number {
  // what it takes to make the beginnings of `to` of what was read of `from`
  let costs = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (let read = 0; read < from.length; read++) {
    const next = [read + 1];
    for (let at = 0; at < to.length; at++) {
      const replaced = costs[at] + Number(from[read] !== to[at]);
      next.push(Math.min(replaced, costs[at + 1] + 1, next[at] + 1));
    }
    costs = next;
  }
  return costs[to.length];
}
