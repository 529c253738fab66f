/** A function of one variable at one point. */
export interface LinePoint {
  step: number;
  value: number;
  slope: number;
}

/** The interval of a line search: the best point so far, and, once closed, a point on the other side of a minimum. */
export interface Bracket {
  best: LinePoint;
  other: LinePoint;
  closed: boolean;
}

/**
 * The step of Moré and Thuente (ACM TOMS 20, 1994, section 4): moves the bracket to contain the trial point, and
 * proposes the next one from cubics and parabolas through its ends.
 * @param bracket - The interval, updated.
 * @param tilt - A slope to subtract from the function: that of the auxiliary function of the first stage, or 0.
 * @param low - The smallest step to propose while the bracket is open.
 * @param high - The largest step to propose while the bracket is open.
 */
export function safeguardedStep(
  bracket: Bracket,
  trial: LinePoint,
  tilt: number,
  low: number,
  high: number,
): number {
  const best = tilted(bracket.best, tilt);
  const other = tilted(bracket.other, tilt);
  const point = tilted(trial, tilt);
  const crossed = point.slope * Math.sign(best.slope) < 0;
  const next = propose(best, other, point, bracket.closed, low, high);
  if (point.value > best.value) {
    bracket.other = trial;
    bracket.closed = true;
  } else {
    if (crossed) {
      bracket.other = bracket.best;
      bracket.closed = true;
    }
    bracket.best = trial;
  }
  return next;
}

function propose(
  best: LinePoint,
  other: LinePoint,
  trial: LinePoint,
  closed: boolean,
  low: number,
  high: number,
): number {
  const forward = trial.step > best.step;
  if (trial.value > best.value) {
    // a minimum lies between: the cubic, or halfway to the parabola if that is nearer
    const cubic = cubicMinimum(best, trial);
    const parabola = parabolaMinimum(best, trial);
    return Math.abs(cubic - best.step) < Math.abs(parabola - best.step)
      ? cubic
      : cubic + (parabola - cubic) / 2;
  }
  const secant = secantMinimum(best, trial);
  if (trial.slope * Math.sign(best.slope) < 0) {
    // a minimum lies between, nearer to the trial: the farther of cubic and secant
    return farther(trial.step, cubicMinimum(trial, best), secant);
  }
  if (Math.abs(trial.slope) < Math.abs(best.slope)) {
    // still falling, less steeply
    const cubic = cubicAhead(best, trial, forward ? high : low);
    if (!closed) {
      const next = farther(trial.step, cubic, secant);
      return Math.min(Math.max(next, low), high);
    }
    const next = nearer(trial.step, cubic, secant);
    const guard = trial.step + 0.66 * (other.step - trial.step);
    return forward ? Math.min(guard, next) : Math.max(guard, next);
  }
  // still falling, as steeply
  if (closed) return cubicMinimum(trial, other);
  return forward ? high : low;
}

function tilted({ step, value, slope }: LinePoint, tilt: number): LinePoint {
  return { step, value: value - step * tilt, slope: slope - tilt };
}

// the discriminant of the cubic through two points, scaled against overflow, and its θ
function cubicTerms(a: LinePoint, b: LinePoint): [theta: number, root: number] {
  const theta =
    (3 * (a.value - b.value)) / (b.step - a.step) + a.slope + b.slope;
  const scale = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const square = (theta / scale) ** 2 - (a.slope / scale) * (b.slope / scale);
  const root = scale * Math.sqrt(Math.max(0, square));
  return [theta, b.step < a.step ? -root : root];
}

// the minimum of the cubic through two points, seen from the first
function cubicMinimum(a: LinePoint, b: LinePoint): number {
  const [theta, root] = cubicTerms(a, b);
  const share = (root - a.slope + theta) / (root - a.slope + root + b.slope);
  return a.step + share * (b.step - a.step);
}

// the minimum of the cubic if it lies beyond the trial, else the farthest allowed step
function cubicAhead(
  best: LinePoint,
  trial: LinePoint,
  farthest: number,
): number {
  const [theta, root] = cubicTerms(trial, best);
  const share =
    (root - trial.slope + theta) / (root + (best.slope - trial.slope) + root);
  return share < 0 && root !== 0
    ? trial.step + share * (best.step - trial.step)
    : farthest;
}

// the minimum of the parabola through both values and the first slope
function parabolaMinimum(a: LinePoint, b: LinePoint): number {
  const width = b.step - a.step;
  const curvature = (a.value - b.value) / width + a.slope;
  return a.step + (a.slope / curvature / 2) * width;
}

// the zero of the line through both slopes
function secantMinimum(a: LinePoint, b: LinePoint): number {
  return b.step + (b.slope / (b.slope - a.slope)) * (a.step - b.step);
}

function farther(from: number, a: number, b: number): number {
  return Math.abs(a - from) > Math.abs(b - from) ? a : b;
}

function nearer(from: number, a: number, b: number): number {
  return Math.abs(a - from) < Math.abs(b - from) ? a : b;
}
