import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricKNN, certify, stratifiedShuffleSplit } from 'ml-metric-learning';
import { scatterSVG } from 'ml-metric-learning/report';

import { readStudyData } from '../../benchmark/study/readStudyData.ts';
import { element, text } from '../../src/report/drawing/element.ts';
import { figure } from '../../src/report/drawing/figure.ts';
import { ballIn } from '../../src/report/figures/planes.ts';

/** A figure of the library is 400 wide. */
const PANEL = 400;
const GAP = 20;
/** Where the panels begin, below the title. */
const TOP = 28;
const LINE = 15;

/** Below the left panel, which is the lower one. */
const CAPTION = [
  'Disc: no shorter change of the four measures, in any direction,',
  'alters the prediction. Rows that are predicted wrong have none.',
  'Radii in standard deviations (sd); right: as the metric sees them.',
];

/** Rows that training has not seen, as one classifier sees them. */
interface EmbeddingPanel {
  /** 2 × d, acts on standardized columns. */
  plane: Matrix;
  /** Certified, in standard deviations; 0 where the prediction is wrong. */
  radii: number[];
  /** How many predictions are right. */
  right: number;
  meanRadius: number;
}

/** What the figure shows. */
export interface EmbeddingScene {
  /** q × d, standardized. */
  rows: Matrix;
  labels: string[];
  /** The plane in which the training rows vary most, and k-NN on standardized columns. */
  plain: EmbeddingPanel;
  /** A learned map of two dimensions, and k-NN there. */
  learned: EmbeddingPanel;
}

/** Trains on 70 % of the penguins and certifies the others, by plain distances and by a learned metric of two dimensions. */
export function embeddingScene(): EmbeddingScene {
  const { X, y } = readStudyData({ only: ['penguins'] }).get('penguins') ?? {
    X: [],
    y: [],
  };
  const [{ train, test }] = stratifiedShuffleSplit(y, { repeats: 1 });
  const trainX = train.map((row) => X[row]);
  const trainY = train.map((row) => y[row]);
  const testX = test.map((row) => X[row]);
  const labels = test.map((row) => y[row]);
  const judge = (metric: MetricLearnerOptions) => {
    const knn = new MetricKNN({ k: 3, metric }).train(trainX, trainY);
    const radii = certify(knn, testX, { labels }).map(({ radius }) => radius);
    return {
      metric: knn.metric,
      radii,
      right: Math.round(knn.score(testX, labels) * radii.length),
      meanRadius: radii.reduce((a, b) => a + b) / radii.length,
    };
  };
  // no iterations: the identity on standardized columns
  const { metric: identity, ...plain } = judge({
    margin: false,
    solver: { name: 'lbfgs', maxIterations: 0 },
  });
  const { metric, ...learned } = judge({ components: 2, init: 'lda' });
  if (!identity || !metric) throw new Error('both must have learned a metric');

  const standardize = (rows: number[][]) =>
    new Matrix(rows).subRowVector(identity.center).divRowVector(identity.scale);
  const rows = standardize(testX);
  const before = new SingularValueDecomposition(
    standardize(trainX),
  ).rightSingularVectors
    .subMatrixColumn([0, 1])
    .transpose();
  const after = metric.components.clone().mulRowVector(identity.scale);
  return {
    rows,
    labels,
    plain: { ...plain, plane: before },
    learned: { ...learned, plane: alignTo(before, after, rows) },
  };
}

/** Draws both beside each other, as an SVG that stands alone. */
export function drawEmbedding({
  rows,
  labels,
  plain,
  learned,
}: EmbeddingScene): string {
  const draw = (
    name: string,
    { plane, radii, right, meanRadius }: EmbeddingPanel,
    axes: { x: string; y: string },
  ) =>
    scatterSVG(
      {
        points: rows.mmul(plane.transpose()).to2DArray(),
        labels,
        classes: Array.from(new Set(labels)).toSorted(),
        radii,
        ball: ballIn({
          values: Float64Array.from(plane.to1DArray()),
          rows: 2,
          columns: plane.columns,
        }),
        axes,
      },
      {
        id: `embedding-${name.split(' ', 1)[0].toLowerCase()}`,
        title: `${name}: ${right} of ${radii.length} right, mean radius ${meanRadius.toFixed(2)}`,
      },
    );
  const panels = [
    draw('Plain distances', plain, {
      x: 'first principal axis of the standardized columns (sd)',
      y: 'second principal axis (sd)',
    }),
    draw('Learned metric', learned, {
      x: 'first learned axis (1 sd moves a row by at most 1)',
      y: 'second learned axis',
    }),
  ];
  const [low, high] = panels.map(heightOf);
  return figure(
    {
      title: `Certified radii of ${labels.length} unseen penguins of three species`,
      id: 'embedding',
      theme: 'auto',
    },
    {
      description: `Two scatter plots of the same penguins, with a disc of the certified radius around each. On the left, in the plane in which the standardized columns vary most, two of the three species overlap; ${plain.right} of ${labels.length} rows are predicted right, and the mean radius is ${plain.meanRadius.toFixed(2)} standard deviations. On the right, in the learned embedding, all three lie apart; ${learned.right} are predicted right, and the mean radius is ${learned.meanRadius.toFixed(2)}.`,
      width: 2 * PANEL + GAP,
      height: TOP + Math.max(high, low + CAPTION.length * LINE + 8),
      body: [
        ...panels.map((svg, at) =>
          element(
            'g',
            { transform: `translate(${at * (PANEL + GAP)} ${TOP})` },
            contentOf(svg),
          ),
        ),
        ...CAPTION.map((line, at) =>
          text(8, TOP + low + 16 + at * LINE, line, { class: 'quiet' }),
        ),
      ],
    },
  );
}

// turns and mirrors a map so that rows lie as near as possible to where they lay before; 1 sd moves a row by 1 at most
function alignTo(target: Matrix, map: Matrix, rows: Matrix): Matrix {
  const points = rows.mmul(map.transpose());
  const { leftSingularVectors: U, rightSingularVectors: V } =
    new SingularValueDecomposition(
      points.transpose().mmul(rows).mmul(target.transpose()),
    );
  const { norm2 } = new SingularValueDecomposition(map.transpose());
  return V.mmul(U.transpose()).mmul(map).div(norm2);
}

function heightOf(svg: string): number {
  return Number(/ height="(?<height>[\d.]+)"/.exec(svg)?.groups?.height);
}

// the style is the same for all figures, and stands in the whole once
function contentOf(svg: string): string {
  const end = '</style>\n';
  return svg.slice(svg.indexOf(end) + end.length, svg.lastIndexOf('</svg>'));
}
