import type { MetricKNN } from 'ml-metric-learning';

import type { Reply, Request, Settings, View } from '../protocol.ts';

import { Scenery, componentsOf } from './Scenery.ts';
import type { Table } from './Table.ts';
import { answerOf } from './answerOf.ts';
import { codeOf } from './codeOf.ts';
import { fitWatched } from './fitWatched.ts';
import { irisTable } from './irisTable.ts';
import { UNLEARNED, optionsOf } from './optionsOf.ts';
import type { Sheet } from './readCSV.ts';
import { readCSV } from './readCSV.ts';
import { summaryOf } from './summaryOf.ts';
import { tableOf } from './tableOf.ts';

/** The largest size of a file in bytes: some ten million numbers. */
const MOST_BYTES = 64 * 2 ** 20;

/** Rows, the classifier that was trained on them, and a query. */
interface Model {
  table: Table;
  scenery: Scenery;
  knn: MetricKNN;
  isLearned: boolean;
  query: Query;
}

interface Query {
  /** The row that it was last set to. */
  row: number;
  isRow: boolean;
  /** A raw row. */
  values: number[];
}

/** The state of the worker, and its actions. */
export class Session {
  readonly #say: (reply: Reply) => void;
  #sheet: Sheet | undefined;
  #model: Model | undefined;
  #work: AbortController | undefined;

  /**
   * Starts without data.
   * @param say - Sends a reply to the page.
   */
  constructor(say: (reply: Reply) => void) {
    this.#say = say;
  }

  /** Handles a request of the page. Errors are sent as replies, and leave the state as it was. */
  async handle(request: Request): Promise<void> {
    try {
      await this.#handle(request);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const isAboutSheet = request.kind === 'open' || request.kind === 'label';
      const candidates = isAboutSheet ? this.#sheet?.header : undefined;
      this.#say({ kind: 'trouble', message, candidates });
    }
  }

  async #handle(request: Request): Promise<void> {
    switch (request.kind) {
      case 'iris':
        this.#sheet = undefined;
        return this.#use(irisTable());
      case 'open':
        this.#sheet = undefined;
        this.#sheet = await readFile(request.file);
        return this.#use(tableOf(this.#sheet));
      case 'label':
        if (!this.#sheet) return undefined;
        return this.#use(tableOf(this.#sheet, request.column));
      case 'fit':
        return this.#fit(request.settings, request.isWatched);
      case 'stop':
        return this.#work?.abort();
      case 'view':
        return this.#look(request.view);
      case 'pick':
        return this.#pick(request.row);
      case 'move':
        return this.#move(request.to);
      case 'save':
        return this.#save();
      // no default
    }
  }

  // new rows: until a metric is learned, distances are Euclidean
  async #use(table: Table): Promise<void> {
    const signal = this.#begin();
    const scenery = new Scenery(table.X);
    const row = scenery.middle;
    const query = { row, isRow: true, values: table.X[row] };
    const { name, columns, X, y, label, candidates, notes } = table;
    const { drawn } = scenery;
    const classes = Array.from(new Set(y));
    const numbers = new Map(classes.map((one, code) => [one, code]));
    this.#say({
      kind: 'table',
      name,
      rows: X.length,
      columns,
      classes,
      label,
      candidates,
      notes,
      drawn,
      codes: drawn.map((at) => numbers.get(y[at]) ?? 0),
    });
    this.#model = undefined;
    this.#say({
      kind: 'scene',
      view: scenery.view,
      points: scenery.points,
      query: scenery.plane.project(query.values),
    });
    try {
      const knn = await fitWatched(table, UNLEARNED, {
        signal,
        isSlow: false,
        onProgress: () => undefined,
        onFrame: () => undefined,
      });
      this.#model = { table, scenery, knn, isLearned: false, query };
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    this.#tell();
  }

  async #fit(settings: Settings, isSlow: boolean): Promise<void> {
    const model = this.#model;
    if (!model) throw new Error('There are no rows to learn from yet.');
    const signal = this.#begin();
    const { table, scenery } = model;
    try {
      const knn = await fitWatched(table, optionsOf(settings), {
        signal,
        isSlow,
        onProgress: ({ iteration, objective, fraction }) =>
          this.#say({ kind: 'progress', iteration, objective, fraction }),
        onFrame: (components) => {
          scenery.lookThrough(components);
          if (scenery.view === 'embedding') this.#show();
        },
      });
      if (this.#model !== model) return;
      Object.assign(model, { knn, isLearned: true });
    } catch (error) {
      if (this.#model !== model) return;
      if (signal.aborted) this.#say({ kind: 'stopped' });
      else throw error;
    } finally {
      if (this.#model === model) {
        scenery.lookThrough(componentsOf(model.knn));
        this.#tell();
      }
    }
  }

  #begin(): AbortSignal {
    this.#work?.abort();
    this.#work = new AbortController();
    return this.#work.signal;
  }

  #look(view: View): void {
    const model = this.#model;
    if (!model) return;
    model.scenery.view = view;
    this.#show();
    this.#answer();
  }

  #pick(row: number): void {
    const model = this.#model;
    if (!model) return;
    const values = model.table.X.at(row);
    if (!values) {
      throw new Error(`There are rows 1 to ${model.table.X.length}.`);
    }
    model.query = { row, isRow: true, values };
    this.#answer();
  }

  #move(to: [x: number, y: number]): void {
    const model = this.#model;
    if (!model) return;
    const { query, scenery } = model;
    const values = scenery.plane.move(query.values, to);
    model.query = { row: query.row, isRow: false, values };
    this.#answer();
  }

  #save(): void {
    const model = this.#model;
    if (!model?.isLearned) return;
    const { knn, table } = model;
    const text = JSON.stringify(knn);
    this.#say({
      kind: 'saved',
      model: new Blob([text], { type: 'application/json' }),
      code: codeOf(table, knn.options),
    });
  }

  #tell(): void {
    const model = this.#model;
    if (!model) return;
    const { knn, table, isLearned } = model;
    this.#show();
    this.#answer();
    this.#say(summaryOf(knn, table, isLearned));
  }

  #show(): void {
    const model = this.#model;
    if (!model) return;
    const { scenery, query } = model;
    this.#say({
      kind: 'scene',
      view: scenery.view,
      points: scenery.points,
      query: scenery.plane.project(query.values),
    });
  }

  #answer(): void {
    const model = this.#model;
    if (!model) return;
    const { knn, query, scenery, table } = model;
    const { row, isRow, values } = query;
    this.#say({
      ...answerOf(knn, values, scenery.plane),
      row,
      isRow,
      truth: table.y[row],
      scale: Array.from(scenery.scale),
    });
  }
}

async function readFile(file: File): Promise<Sheet> {
  if (file.size > MOST_BYTES) {
    throw new Error(
      `${file.name} has ${Math.ceil(file.size / 2 ** 20)} MB; this page reads ${MOST_BYTES / 2 ** 20} MB at most. Fewer rows will do.`,
    );
  }
  return readCSV(file.name, await file.text());
}
