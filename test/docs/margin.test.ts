/** The animated figure of the guide on the margin shows results of the library. */
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { drawMargin } from '../../docs/figures/drawMargin.ts';
import { SCALE, placing } from '../../docs/figures/marginFrame.ts';
import type { Point } from '../../docs/figures/marginScene.ts';
import { marginScene } from '../../docs/figures/marginScene.ts';
import { readSVG } from '../oracles/readSVG.ts';

const scene = marginScene();
const svg = drawMargin(scene);
const { anchor, target, impostor, views } = scene;
const before = views[0];
const after = views.at(-1) ?? before;
const place = placing(scene);
/** Coordinates of transforms are hundredths of a pixel. */
const PIXEL = 0.02;

test('the picture in the repository is the output of the program', () => {
  const kept = new URL('../../docs/figures/margin.svg', import.meta.url);
  expect(readFileSync(kept, 'utf8')).toBe(`${svg}\n`);
});

test('it is an SVG with a title and a description, and without scripts', () => {
  const { texts } = readSVG(svg);
  expect(texts[1]).toContain(`${before.margin.toFixed(2)} standard deviations`);
  expect(texts[1]).toContain(`${after.margin.toFixed(2)} standard deviations`);
  expect(after.margin).toBeGreaterThan(before.margin);
});

test('at a tie, target and impostor are equally near, and the anchor is at the distance of the margin', () => {
  for (const { tie, margin, distance } of views) {
    expect(distance(tie, target)).toBeCloseTo(distance(tie, impostor), 10);
    expect(Math.hypot(tie[0] - anchor[0], tie[1] - anchor[1])).toBeCloseTo(
      margin,
      10,
    );
  }
});

test('where the anchor arrives, target and impostor are on the ring, and the anchor on the plane', () => {
  const rings = frames('moving-ring');
  const planes = frames('moving-plane');
  const anchors = frames('moving-anchor');
  for (const [at, view] of [
    [17, before],
    [80, after],
  ] as const) {
    const [a, b, c, d, x, y] = numbers(rings[at]);
    for (const point of [target, impostor]) {
      const [px, py] = place(point);
      const [dx, dy] = [px - x, py - y];
      const determinant = a * d - b * c;
      const radius = Math.hypot(
        (d * dx - c * dy) / determinant,
        (a * dy - b * dx) / determinant,
      );
      expect(Math.abs(radius - 1)).toBeLessThan(PIXEL / 100);
    }
    const [mx, my, angle] = numbers(planes[at]);
    const [ax, ay] = numbers(anchors[at]);
    const radians = (angle * Math.PI) / 180;
    const off = (ax - mx) * -Math.sin(radians) + (ay - my) * Math.cos(radians);
    // an angle of a hundredth of a degree, some hundred pixels away
    expect(Math.abs(off)).toBeLessThan(PIXEL * 2);
    const [fromX, fromY] = place(anchor);
    const gone = Math.hypot(ax - fromX, ay - fromY) / SCALE;
    expect(Math.abs(gone - view.margin)).toBeLessThan(PIXEL / SCALE);
  }
});

test('the plane turns about the midpoint of target and impostor', () => {
  const middle: Point = [
    (target[0] + impostor[0]) / 2,
    (target[1] + impostor[1]) / 2,
  ];
  for (const transform of Object.values(frames('moving-plane'))) {
    const [x, y] = numbers(transform);
    expect(Math.abs(x - place(middle)[0])).toBeLessThan(PIXEL);
    expect(Math.abs(y - place(middle)[1])).toBeLessThan(PIXEL);
  }
});

test('nothing moves if reduced motion is preferred', () => {
  const [still, moving] = svg.split('(prefers-reduced-motion:no-preference){');
  expect(still).not.toContain('animation');
  expect(moving).toContain('animation');
});

/** The transforms of an element, by percent. */
function frames(name: string): Record<number, string> {
  const [, css] = svg.split(`@keyframes ${name}{`, 2);
  const [rule] = css.split('\n', 1);
  return Object.fromEntries(
    Array.from(
      rule.matchAll(/(?<at>[\d.]+)%\{transform:(?<transform>[^}]*)\}/g),
      ({ groups }) => [Number(groups?.at), groups?.transform ?? ''],
    ),
  );
}

function numbers(text: string): number[] {
  return Array.from(text.matchAll(/-?\d+(?:\.\d+)?/g), ([number]) =>
    Number(number),
  );
}
