import { text } from '../../src/report/drawing/element.ts';
import { figure } from '../../src/report/drawing/figure.ts';
import { markOf } from '../../src/report/drawing/marks.ts';

import { BOTTOM, HEIGHT, TOP, WIDTH, placing } from './marginFrame.ts';
import { marginMotion } from './marginMotion.ts';
import type { MarginScene, Point } from './marginScene.ts';
import { planeOf, ringOf, translate, wayOf } from './marginTransforms.ts';

/** The class of the anchor is drawn as the first of a figure, the other as one of another colour and shape. */
const [OWN, OTHER] = [markOf(0), markOf(5)];

/**
 * Draws a triplet, its plane of ties, the anchor's way there, and how all this changes while a metric is learned. It moves by
 * CSS alone; where motion is not wanted, and on paper, it is a picture of the beginning (dashed) and the end.
 * @param scene - What to draw.
 * @returns An SVG that stands alone.
 */
export function drawMargin(scene: MarginScene): string {
  const { anchor, target, impostor, views, rows, species } = scene;
  const [before] = views;
  const after = views.at(-1) ?? before;
  const place = placing(scene);
  const [from, to] = [before.margin.toFixed(2), after.margin.toFixed(2)];
  const [own, other] = species;
  return figure(
    {
      title:
        'The margin of one triplet of iris: sepal width across, petal length up',
      id: 'margin',
      theme: 'auto',
    },
    {
      description: `Two columns of iris, in standard deviations. The anchor and its target are ${own}, the impostor is ${other}. A line shows where target and impostor are equally near, the plane of ties. Under plain distances the anchor is ${from} standard deviations away from it, and is seen to move there. While a metric is learned, the line turns about the point half way between target and impostor, until the anchor is ${to} standard deviations away.`,
      width: WIDTH,
      height: HEIGHT,
      body: [
        `<style>${marginMotion(scene, place)}</style>`,
        `<clipPath id="margin-frame"><rect x="8" y="${TOP}" width="${WIDTH - 16}" height="${BOTTOM - TOP}"/></clipPath>`,
        '<g clip-path="url(#margin-frame)">',
        ...rows.map(({ at, own: isOwn }) =>
          mark(place(at), isOwn ? OWN : OTHER, 'faint'),
        ),
        `<g class="c2"><circle class="line thin moving-ring" r="1" transform="${ringOf(scene, place, after, 1)}"/></g>`,
        `<path class="axis dashed" transform="${planeOf(scene, place, before)}" d="M-900 0H900"/>`,
        `<path class="plane moving-plane" transform="${planeOf(scene, place, after)}" d="M-900 0H900"/>`,
        `<g class="c2"><path class="line dashed fixed" transform="${wayOf(scene, place, before, 1)}" d="M0 0H1"/><path class="line thick fixed moving-way" transform="${wayOf(scene, place, after, 1)}" d="M0 0H1"/></g>`,
        mark(place(target), OWN, 'large'),
        mark(place(impostor), OTHER, 'large'),
        `<circle class="ring" r="6" transform="${translate(place(anchor))}"/>`,
        `<g class="${OWN.colour}"><circle class="mark moving-anchor" r="5" transform="${translate(place(after.tie))}"/></g>`,
        '</g>',
        label(place(anchor), 'anchor'),
        label(place(target), `target, ${own}`, 'end'),
        label(place(impostor), `impostor, ${other}`),
        text(8, 386, `plain distances (dashed): margin ${from}`, {
          class: 'first',
        }),
        text(
          8,
          403,
          `learned metric: margin ${to}, in standard deviations of the columns`,
          { class: 'second' },
        ),
        text(8, 420, 'line: target and impostor are equally near', {
          class: 'quiet',
        }),
        text(
          8,
          434,
          'ring: as near to the moving anchor as the target, by the metric',
          { class: 'quiet' },
        ),
      ],
    },
  );
}

function mark(
  point: Point,
  { colour, shape }: ReturnType<typeof markOf>,
  size: 'faint' | 'large',
): string {
  const larger = size === 'large' ? ' scale(1.5)' : '';
  return `<path class="mark ${size} ${colour}" transform="${translate(point)}${larger}" d="${shape}"/>`;
}

function label(
  [x, y]: Point,
  content: string,
  side: 'start' | 'end' = 'start',
): string {
  return text(x + (side === 'end' ? -11 : 11), y + 4, content, {
    class: 'name',
    'text-anchor': side,
  });
}
