/** The figure of the README shows results of the library. */
import { readFileSync } from 'node:fs';

import { SingularValueDecomposition } from 'ml-matrix';
import { expect, test } from 'vitest';

import {
  drawEmbedding,
  embeddingScene,
} from '../../docs/figures/drawEmbedding.ts';
import { readSVG } from '../oracles/readSVG.ts';

const scene = embeddingScene();
const svg = drawEmbedding(scene);
const { rows, labels, plain, learned } = scene;

test('the figure in the repository is the output of the program', () => {
  const kept = new URL('../../docs/figures/embedding.svg', import.meta.url);
  expect(readFileSync(kept, 'utf8')).toBe(`${svg}\n`);
  expect(svg.length).toBeLessThan(120_000);
});

test('it states how many rows are predicted correctly, and how far they can move', () => {
  const { texts } = readSVG(svg);
  for (const { right, meanRadius } of [plain, learned]) {
    const said = `: ${right} of ${labels.length} right, mean radius ${meanRadius.toFixed(2)}`;
    expect(texts.some((text) => text.endsWith(said))).toBe(true);
  }
  expect(learned.right).toBeGreaterThan(plain.right);
  expect(learned.meanRadius).toBeGreaterThan(plain.meanRadius);
});

test('a change of one standard deviation moves a row by at most 1 in either panel', () => {
  for (const { plane } of [plain, learned]) {
    const { norm2 } = new SingularValueDecomposition(plane.transpose());
    expect(norm2).toBeCloseTo(1, 12);
  }
});

test('every row has a mark, and every correct prediction a disc', () => {
  const { find } = readSVG(svg);
  // and one for each class in each legend
  expect(find('path', 'mark')).toHaveLength(2 * (rows.rows + 3));
  const drawn = [plain, learned].flatMap(({ radii }) =>
    radii.filter((radius) => radius > 0),
  );
  expect(find('ellipse', 'disc')).toHaveLength(drawn.length);
});
