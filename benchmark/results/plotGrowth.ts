import type { GrowthEntry } from './Report.ts';
import { slopeOf } from './growth.ts';

const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = { left: 70, right: 40, top: 36, bottom: 50 };
/**
 * Blue and orange that colour-blind readers can distinguish (Okabe and Ito); dashes distinguish them without colour.
 */
const STYLES = [
  { color: '#0072b2', dash: 'none' },
  { color: '#d55e00', dash: '6 4' },
];

/** From a logarithm to a coordinate of the plot. */
interface Scale {
  from: number;
  to: number;
  place: (value: number) => number;
}

/**
 * Plots seconds against n, both axes logarithmic, with the slope of each curve.
 * @returns An SVG.
 */
export function plotGrowth(curves: GrowthEntry[]): string {
  const points = curves.flatMap((curve) => curve.figures);
  const x = createScale(
    points.map(({ rows }) => rows),
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const y = createScale(
    points.map(({ seconds }) => seconds),
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  );
  const bottom = HEIGHT - MARGIN.bottom;
  const right = WIDTH - MARGIN.right;
  const parts = [
    ...decades(x).map(
      ({ value, place }) =>
        `<path d="M${place} ${MARGIN.top}V${bottom}" stroke="#ddd"/>${write(place, bottom + 18, value.toLocaleString('en'), 'middle')}`,
    ),
    ...decades(y).map(
      ({ value, place }) =>
        `<path d="M${MARGIN.left} ${place}H${right}" stroke="#ddd"/>${write(MARGIN.left - 8, place + 4, String(value), 'end')}`,
    ),
    write((MARGIN.left + right) / 2, HEIGHT - 10, 'rows', 'middle'),
    write(MARGIN.left - 40, MARGIN.top - 14, 'seconds', 'start'),
    ...curves.flatMap((curve, at) => plotCurve(curve, at, x, y)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    '<title>Seconds against the number of rows</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function plotCurve(
  curve: GrowthEntry,
  at: number,
  x: Scale,
  y: Scale,
): string[] {
  const { color, dash } = STYLES[at % STYLES.length];
  const places = curve.figures.map(({ rows, seconds }) => ({
    left: x.place(rows),
    top: y.place(seconds),
  }));
  const line = places.map(({ left, top }) => `${left},${top}`).join(' ');
  const legend = MARGIN.top + 20 + 20 * at;
  const label = `${curve.work}: slope ${slopeOf(curve.figures).toFixed(2)}`;
  const start = MARGIN.left + 12;
  return [
    `<polyline points="${line}" fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>`,
    ...places.map(
      ({ left, top }) =>
        `<circle cx="${left}" cy="${top}" r="3" fill="${color}"/>`,
    ),
    `<path d="M${start} ${legend - 4}h30" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>`,
    write(start + 38, legend, label, 'start'),
  ];
}

// whole decades around the values
function createScale(values: number[], start: number, end: number): Scale {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values))));
  const place = (value: number) => {
    const part = (Math.log10(value) - from) / (to - from);
    return Number((start + part * (end - start)).toFixed(1));
  };
  return { from, to, place };
}

function decades({ from, to, place }: Scale): Array<{
  value: number;
  place: number;
}> {
  return Array.from({ length: to - from + 1 }, (_, at) => {
    // 10 ** -3 is .001, 1e-3 exactly; a product of tens is not
    const value = Number(`1e${from + at}`);
    return { value, place: place(value) };
  });
}

function write(x: number, y: number, text: string, anchor: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}
