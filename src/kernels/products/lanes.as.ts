// Shared by loops over triplets. Triplets come in runs with the same near pair, whose weight stays in a register; lanes
// hold two triplets of a run. The last triplet of an odd run fills both lanes, and only the first lane counts.

/** The end of the triplets with the same near pair. */
export function endOfRun(near: usize, end: usize): usize {
  const pair = load<u32>(near);
  let stop = near + 4;
  while (stop < end && load<u32>(stop) == pair) stop += 4;
  return stop;
}

/** Loads two numbers that are not adjacent. */
export function gather(numbers: usize, left: usize, right: usize): v128 {
  return v128.load64_lane(numbers + right, v128.load64_zero(numbers + left), 1);
}

/**
 * Adds to a number.
 */
export function add(place: usize, change: f64): void {
  store<f64>(place, load<f64>(place) + change);
}
