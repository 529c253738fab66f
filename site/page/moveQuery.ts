import type { Point } from '../../src/report/figures/planes.ts';

import type { MapView } from './MapView.ts';
import { element } from './element.ts';

/** A step, as a fraction of the width of the map. */
const STEP = 1 / 100;
/** The factor of a step with Shift. */
const LEAP = 8;
/** The largest distance in pixels at which a row is selected. */
const REACH = 12;

const ARROWS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Actions on the query. */
export interface QueryMoves {
  moveTo: (point: Point) => void;
  /** Moves it to one of the drawn rows. */
  pickDrawn: (at: number) => void;
  goBack: () => void;
}

/** Moves the query by keys and pointers. */
export function moveQuery(map: MapView, moves: QueryMoves): void {
  const area = element('map', HTMLElement);
  const canvas = element('canvas', HTMLCanvasElement);
  area.addEventListener('keydown', (event) => {
    if (event.key === 'Home') {
      event.preventDefault();
      moves.goBack();
      return;
    }
    const direction = ARROWS[event.key];
    const { query } = map;
    if (!direction || !query || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    const step = STEP * map.span[0] * (event.shiftKey ? LEAP : 1);
    moves.moveTo([
      query[0] + step * direction[0],
      query[1] + step * direction[1],
    ]);
  });
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    const point = map.pointAt(event);
    const row = map.rowAt(point, REACH);
    if (row === -1) moves.moveTo(point);
    else moves.pickDrawn(row);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    // a pointer always moves slightly during a click
    if (event.movementX === 0 && event.movementY === 0) return;
    moves.moveTo(map.pointAt(event));
  });
}
