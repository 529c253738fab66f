/** Figures of any labels and numbers are valid for a strict parser, and show the labels. */
import fc from 'fast-check';
import {
  confusionSVG,
  historySVG,
  importanceSVG,
  metricSVG,
  robustnessSVG,
  scatterSVG,
  searchSVG,
} from 'ml-metric-learning/report';
import { expect, test } from 'vitest';

import { metricOf } from '../../oracles/metricOf.ts';
import { readSVG } from '../../oracles/readSVG.ts';

/** Markup, quotes, control characters, halves of surrogate pairs, names of object properties. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    ']]>',
    '"onload="x',
    "'",
    '&amp;',
    '\0\u0001\uFFFF',
    '\uD800',
    '$&',
    '__proto__',
    '\u202Eabc',
    '',
  ),
);
const label = fc.oneof(
  nasty,
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const number = fc.double({
  noNaN: true,
  min: -1e300,
  max: 1e300,
  noDefaultInfinity: true,
});
const part = fc.double({ min: 0, max: 1, noNaN: true });
const radius = fc.double({ min: 0, noNaN: true });

test('points', () => {
  const row = fc.record({
    point: fc.tuple(number, number),
    label,
    radius,
  });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      nasty,
      (rows, name) => {
        const scatter = {
          points: rows.map(({ point }) => point),
          labels: rows.map((entry) => entry.label),
          radii: rows.map((entry) => entry.radius),
          axes: { x: name, y: name },
        };
        const svg = scatterSVG(scatter, { title: name });
        const { find } = readSVG(svg);
        const classes = new Set(scatter.labels).size;
        expect(find('path', 'mark')).toHaveLength(rows.length + classes);
        expect(scatterSVG(scatter, { title: name })).toBe(svg);
      },
    ),
  );
});

test('a point far from 0 on a narrow scale: every tick is inside the picture', () => {
  const axes = { x: 'x', y: 'y' };
  fc.assert(
    fc.property(
      fc.double({ min: 1e9, max: 1e15, noNaN: true }),
      fc.double({ min: 1e-9, max: 1, noNaN: true }),
      (far, width) => {
        const points = [
          [far, -far],
          [far + width, -far],
        ];
        readSVG(scatterSVG({ points, labels: ['a', 'b'], axes }));
      },
    ),
  );
  const points = [[-100000004889.09091, 0]];
  readSVG(scatterSVG({ points, labels: ['a'], axes }));
});

test('text is shown verbatim, and escaped', () => {
  fc.assert(
    fc.property(
      // characters that XML does not allow are replaced by symbols, and names are cut at twenty letters
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
      (name) => {
        const metric = metricOf([[1, 2]]);
        const svg = importanceSVG(metric, {
          columnNames: [name, 'b'],
          title: name,
        });
        const { texts } = readSVG(svg);
        expect(texts).toContain(name);
        expect(texts).toContain(`${name}: 20\u00A0%`);
      },
    ),
  );
});

test('metrics', () => {
  const size = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(
      size.chain((columns) =>
        fc.record({
          map: fc.array(
            fc.array(fc.double({ min: -1e100, max: 1e100, noNaN: true }), {
              minLength: columns,
              maxLength: columns,
            }),
            { minLength: 1, maxLength: Math.min(3, columns) },
          ),
          columnNames: fc.array(nasty, {
            minLength: columns,
            maxLength: columns,
          }),
        }),
      ),
      ({ map, columnNames }) => {
        const metric = metricOf(map);
        const bars = readSVG(importanceSVG(metric, { columnNames }));
        const shown = Math.min(16, columnNames.length);
        expect(bars.find('rect', 'bar')).toHaveLength(shown);
        const squares = readSVG(metricSVG(metric, { columnNames }));
        expect([
          ...squares.find('rect', 'plus'),
          ...squares.find('rect', 'minus'),
        ]).toHaveLength(shown ** 2 + 5);
      },
    ),
    { numRuns: 40 },
  );
});

test('curves', () => {
  const point = fc.record({
    radius: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    certified: part,
    attacked: part,
  });
  const curve = fc.array(point, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      fc.dictionary(nasty, curve, { minKeys: 1, maxKeys: 10 }),
      (curves) => {
        const { find } = readSVG(robustnessSVG(curves));
        const models = Object.keys(curves).length;
        expect(find('path', 'band')).toHaveLength(models);
      },
    ),
  );
});

test('histories', () => {
  const progress = fc.record({
    iteration: fc.nat(),
    objective: fc.double({ noNaN: true, noDefaultInfinity: true }),
    gradientNorm: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  });
  fc.assert(
    fc.property(
      fc.array(progress, { minLength: 1, maxLength: 60 }),
      (history) => {
        const { find } = readSVG(historySVG(history));
        expect(find('path', 'mark')).toHaveLength(history.length);
      },
    ),
  );
});

test('searches', () => {
  const score = fc.record({ mean: number, standardDeviation: number });
  fc.assert(
    fc.property(
      fc.uniqueArray(nasty, { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(nasty, score, score, score), {
        minLength: 1,
        maxLength: 20,
      }),
      (names, candidates) => {
        const results = candidates.map(([option, ...scores], at) => ({
          options: { at, text: option },
          scores: Object.fromEntries(
            names.map((name, which) => [name, scores[which]]),
          ),
        }));
        const { find } = readSVG(searchSVG({ best: results[0], results }));
        expect(find('path', 'mark')).toHaveLength(results.length + 2);
      },
    ),
  );
});

test('confusions', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(label, { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(), { minLength: 144, maxLength: 144 }),
      (labels, values) => {
        const counts = labels.map((_, i) =>
          labels.map((__, j) => values[i * 12 + j]),
        );
        const { find } = readSVG(confusionSVG({ labels, counts }));
        expect(find('rect', 'minus')).toHaveLength(labels.length);
      },
    ),
    { numRuns: 50 },
  );
});
