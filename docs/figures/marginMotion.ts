import { round } from '../../src/report/drawing/element.ts';

import type { MarginScene, MarginView, Point } from './marginScene.ts';
import {
  movedAnchor,
  planeOf,
  ringOf,
  translate,
  wayOf,
} from './marginTransforms.ts';

/** Seconds of a round. */
const SECONDS = 14;
/** Pictures of one move: between them all goes straight, which is near enough. */
const STEPS = 12;

/** How far the anchor is on its way to the plane, and how far the fit is, both from 0 to 1. */
interface Moment {
  /** Percent of a round. */
  at: number;
  moved: number;
  learned: number;
}

/** The anchor moves to the plane and back; a metric is learned, and the plane turns; the anchor moves again, farther. */
const MOMENTS: Moment[] = [
  { at: 0, moved: 0, learned: 0 },
  { at: 5, moved: 0, learned: 0 },
  { at: 17, moved: 1, learned: 0 },
  { at: 26, moved: 1, learned: 0 },
  { at: 34, moved: 0, learned: 0 },
  { at: 40, moved: 0, learned: 0 },
  { at: 60, moved: 0, learned: 1 },
  { at: 64, moved: 0, learned: 1 },
  { at: 80, moved: 1, learned: 1 },
  { at: 91, moved: 1, learned: 1 },
  { at: 96, moved: 0, learned: 1 },
  { at: 100, moved: 0, learned: 0 },
];

/**
 * What makes the figure move: keyframes of transforms and opacity, which every browser has.
 * @param scene - What is drawn.
 * @param place - Where points are.
 * @returns CSS, without effect where motion is not wanted, and on paper.
 */
export function marginMotion(
  scene: MarginScene,
  place: (point: Point) => Point,
): string {
  const moments = MOMENTS.flatMap(inSteps).map(({ at, moved, learned }) => {
    const view = between(scene.views, learned);
    return {
      at,
      anchor: translate(place(movedAnchor(scene, view, moved))),
      ring: ringOf(scene, place, view, moved),
      plane: planeOf(scene, place, view),
      way: wayOf(scene, place, view, moved),
    };
  });
  const moves = (['anchor', 'ring', 'plane', 'way'] as const).map((name) => {
    const frames = moments.map(
      (moment) => `${round(moment.at)}%{transform:${inCSS(moment[name])}}`,
    );
    return animate(`moving-${name}`, frames.join(''));
  });
  return [
    '.mml .faint{opacity:.22}',
    '.mml .fixed,.mml .thin{vector-effect:non-scaling-stroke}',
    '.mml .thin{stroke-width:1.2}',
    '.mml .thick{stroke-width:3.5}',
    '.mml .plane{stroke:var(--ink);stroke-width:2;fill:none}',
    '.mml .name{paint-order:stroke;stroke:var(--paper);stroke-width:3px}',
    '@media screen and (prefers-reduced-motion:no-preference){',
    ...moves,
    animate('first', '0%,37%{opacity:1}43%,96%{opacity:.6}100%{opacity:1}'),
    animate('second', '0%,40%{opacity:.5}60%,96%{opacity:1}100%{opacity:.5}'),
    '}',
  ].join('\n');
}

function animate(name: string, frames: string): string {
  return `@keyframes ${name}{${frames}}\n.mml .${name}{animation:${name} ${SECONDS}s linear infinite}`;
}

// slowly at both ends; what stays as it is needs no pictures
function inSteps(moment: Moment, index: number): Moment[] {
  const next = MOMENTS[index + 1];
  const isStill =
    next === undefined ||
    (moment.moved === next.moved && moment.learned === next.learned);
  if (isStill) return [moment];
  return Array.from({ length: STEPS }, (_, step) => {
    const part = step / STEPS;
    const slow = part * part * (3 - 2 * part);
    return {
      at: moment.at + part * (next.at - moment.at),
      moved: moment.moved + slow * (next.moved - moment.moved),
      learned: moment.learned + slow * (next.learned - moment.learned),
    };
  });
}

// what a part of the iterations leads to: between two of them, all that is drawn is between what they draw
function between(views: MarginView[], part: number): MarginView {
  const place = part * (views.length - 1);
  const low = Math.min(Math.floor(place), views.length - 2);
  const [a, b] = [views[low], views[low + 1]];
  const mix = (p: number, q: number) => p + (place - low) * (q - p);
  return {
    tie: [mix(a.tie[0], b.tie[0]), mix(a.tie[1], b.tie[1])],
    margin: mix(a.margin, b.margin),
    direction: mix(a.direction, b.direction),
    circle: [
      mix(a.circle[0], b.circle[0]),
      mix(a.circle[1], b.circle[1]),
      mix(a.circle[2], b.circle[2]),
      mix(a.circle[3], b.circle[3]),
    ],
    distance: (p, q) => mix(a.distance(p, q), b.distance(p, q)),
  };
}

// in CSS, numbers have units and commas
function inCSS(transform: string): string {
  return transform
    .replace(/translate\((?<x>\S+) (?<y>\S+)\)/, 'translate($<x>px,$<y>px)')
    .replace(/rotate\((?<angle>\S+)\)/, 'rotate($<angle>deg)')
    .replaceAll(' ', ',')
    .replaceAll('),', ') ');
}
