import type { Point } from '../../src/report/figures/planes.ts';
import type { AnswerReply, SceneReply, View } from '../protocol.ts';

import type { Picture } from './Picture.ts';
import type { Viewport } from './Viewport.ts';
import { between, viewportOf } from './Viewport.ts';
import { drawMap } from './drawMap.ts';

/** Milliseconds from one scene to the next. */
const GLIDE = 150;

/** The start and end of an animation between two scenes. */
interface Glide {
  from: Scene;
  to: Scene;
  startedAt: number;
}

interface Scene {
  points: Float32Array;
  query: Point;
  viewport: Viewport;
}

/** The map: rows, the query, and its prediction. */
export class MapView {
  readonly #canvas: HTMLCanvasElement;
  readonly #stillness = matchMedia('(prefers-reduced-motion: reduce)');
  #style: CSSStyleDeclaration;
  #codes: Int32Array = new Int32Array(0);
  #view: View = 'inputs';
  #scene: Scene | undefined;
  #glide: Glide | undefined;
  #answer: Picture['answer'];
  #isDrawing = false;

  /** Creates an empty map. */
  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#style = getComputedStyle(document.documentElement);
    new ResizeObserver(() => this.#resize()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
      this.#draw(),
    );
  }

  /** The position of the query. */
  get query(): Point | undefined {
    return this.#glide?.to.query ?? this.#scene?.query;
  }

  /** The width and height of the map, in its own units. */
  get span(): Point {
    const { clientWidth, clientHeight } = this.#canvas;
    const unit = this.#scene?.viewport.unit ?? 1;
    return [clientWidth / unit, clientHeight / unit];
  }

  /**
   * Shows other rows.
   * @param codes - The class code of each row.
   */
  replaceRows(codes: Int32Array): void {
    this.#codes = codes;
    this.#scene = undefined;
    this.#glide = undefined;
    this.#answer = undefined;
  }

  /** Shows rows at new positions, with an animation. */
  show({ points, query, view }: SceneReply): void {
    const { clientWidth, clientHeight } = this.#canvas;
    const viewport = viewportOf(points, clientWidth, clientHeight);
    const to = { points, query, viewport };
    this.#view = view;
    const from = this.#current(performance.now());
    this.#glide =
      from && !this.#stillness.matches
        ? { from, to, startedAt: performance.now() }
        : undefined;
    this.#scene = this.#glide ? from : to;
    this.#draw();
  }

  /**
   * Moves the query, and keeps it on the map.
   * @returns Its new position.
   */
  moveQuery(to: Point): Point {
    const scene = this.#glide?.to ?? this.#scene;
    if (!scene) return to;
    const { center } = scene.viewport;
    const span = this.span;
    const [x, y] = [0, 1].map((axis) => {
      const half = span[axis] / 2;
      return Math.min(
        Math.max(to[axis], center[axis] - half),
        center[axis] + half,
      );
    });
    scene.query = [x, y];
    this.#draw();
    return [x, y];
  }

  /**
   * Shows the prediction of the query.
   * @param reply - `undefined`: none yet.
   * @param codeOf - Returns the code of a class.
   */
  tell(
    reply: AnswerReply | undefined,
    codeOf: (label: string) => number,
  ): void {
    this.#answer = reply && {
      at: reply.at,
      code: codeOf(reply.label),
      radius: reply.radius,
      ball: reply.ball,
      adversary: reply.adversary && {
        at: reply.adversary.at,
        code: codeOf(reply.adversary.label),
      },
    };
    this.#draw();
  }

  /** Converts the position of a pointer event to a point of the map. */
  pointAt(event: PointerEvent): Point {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    const { center, unit } = this.#scene?.viewport ?? {
      center: [0, 0],
      unit: 1,
    };
    return [
      center[0] + (event.clientX - left - width / 2) / unit,
      center[1] - (event.clientY - top - height / 2) / unit,
    ];
  }

  /**
   * Finds the drawn row next to a point.
   * @param pixels - The largest distance.
   * @returns The index of the drawn row; −1: none.
   */
  rowAt([x, y]: Point, pixels: number): number {
    const scene = this.#scene;
    if (!scene) return -1;
    const { points, viewport } = scene;
    let nearest = -1;
    let least = pixels / viewport.unit;
    for (let at = 0; 2 * at < points.length; at++) {
      const distance = Math.hypot(points[2 * at] - x, points[2 * at + 1] - y);
      if (distance > least) continue;
      least = distance;
      nearest = at;
    }
    return nearest;
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.#canvas;
    const ratio = devicePixelRatio;
    this.#canvas.width = Math.round(clientWidth * ratio);
    this.#canvas.height = Math.round(clientHeight * ratio);
    const scene = this.#glide?.to ?? this.#scene;
    if (!scene) return;
    this.#glide = undefined;
    const viewport = viewportOf(scene.points, clientWidth, clientHeight);
    this.#scene = { ...scene, viewport };
    this.#draw();
  }

  #draw(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame((now) => {
      this.#isDrawing = false;
      this.#drawNow(now);
    });
  }

  #drawNow(now: number): void {
    const scene = this.#current(now);
    const context = this.#canvas.getContext('2d');
    if (!scene || !context) return;
    this.#scene = scene;
    const { width, height, clientWidth, clientHeight } = this.#canvas;
    context.setTransform(
      width / clientWidth,
      0,
      0,
      height / clientHeight,
      0,
      0,
    );
    const colours = new Map<string, string>();
    const colour = (name: string) => {
      const known = colours.get(name);
      if (known !== undefined) return known;
      const value = this.#style.getPropertyValue(`--${name}`);
      colours.set(name, value);
      return value;
    };
    drawMap(
      context,
      clientWidth,
      clientHeight,
      {
        ...scene,
        view: this.#view,
        codes: this.#codes,
        answer: this.#glide ? undefined : this.#answer,
      },
      colour,
    );
    if (this.#glide) this.#draw();
  }

  // the scene at a time of the animation
  #current(now: number): Scene | undefined {
    if (!this.#glide) return this.#scene;
    const { from, to, startedAt } = this.#glide;
    const part = Math.max(0, (now - startedAt) / GLIDE);
    if (part >= 1 || from.points.length !== to.points.length) {
      this.#glide = undefined;
      return to;
    }
    const points = from.points.map(
      (value, at) => value + part * (to.points[at] - value),
    );
    const query: Point = [
      from.query[0] + part * (to.query[0] - from.query[0]),
      from.query[1] + part * (to.query[1] - from.query[1]),
    ];
    const viewport = between(from.viewport, to.viewport, part);
    return { points, query, viewport };
  }
}
