/** The page: settings of the user are sent to the worker, and its replies are shown. */
import {
  formatNumber,
  formatPart,
} from '../../src/report/text/formatNumber.ts';
import type {
  FittedReply,
  ProgressReply,
  Reply,
  TableReply,
  View,
} from '../protocol.ts';

import { MapView } from './MapView.ts';
import { WorkerClient } from './WorkerClient.ts';
import { download } from './download.ts';
import { element } from './element.ts';
import { moveQuery } from './moveQuery.ts';
import { readSettings } from './readSettings.ts';
import { showAnswer } from './showAnswer.ts';
import { showCandidates, showTable } from './showTable.ts';
import { takeFiles } from './takeFiles.ts';

const HELP: Record<View, string> = {
  inputs:
    'The plane along which standardized rows vary most. A step on it is as long as it is there, so the disc is the certified radius to scale.',
  embedding:
    'The plane along which rows vary most as the metric sees them. The certified ball of inputs is an ellipse here: long where moves count.',
};

const map = new MapView(element('canvas', HTMLCanvasElement));
const client = new WorkerClient(onReply);
const fit = element('fit', HTMLButtonElement);
const stop = element('stop', HTMLButtonElement);
const progress = element('progress', HTMLProgressElement);
const status = element('status', HTMLElement);
const trouble = element('trouble', HTMLElement);
const result = element('result', HTMLElement);
const row = element('row', HTMLInputElement);
const label = element('label', HTMLSelectElement);
let table: TableReply | undefined;
/** Whether the classifier responds; not during learning. */
let isReady = false;

element('iris', HTMLButtonElement).addEventListener('click', () => {
  begin('Taking iris …');
  client.send({ kind: 'iris' });
});
takeFiles((file) => {
  begin(`Reading ${file.name} …`);
  client.send({ kind: 'open', file });
});
label.addEventListener('change', () => {
  begin('Reading …');
  client.send({ kind: 'label', column: label.value });
});
element('settings', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  if (!isReady) return;
  begin('Learning …');
  stop.disabled = false;
  chooseView('embedding');
  // on a phone it is farther down
  element('map', HTMLElement).scrollIntoView({ block: 'nearest' });
  client.send({
    kind: 'fit',
    settings: readSettings(),
    isWatched: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
});
stop.addEventListener('click', () => client.send({ kind: 'stop' }));
element('views', HTMLFieldSetElement).addEventListener('change', () => {
  const { checked } = element('view-embedding', HTMLInputElement);
  chooseView(checked ? 'embedding' : 'inputs');
});
row.addEventListener('change', () => pick(row.valueAsNumber - 1));
moveQuery(map, {
  moveTo: (point) => {
    if (isReady) client.ask({ kind: 'move', to: map.moveQuery(point) });
  },
  pickDrawn: (at) => {
    if (table) pick(table.drawn[at]);
  },
  goBack: () => pick(row.valueAsNumber - 1),
});
element('save-model', HTMLButtonElement).addEventListener('click', () =>
  client.send({ kind: 'save' }),
);
element('save-code', HTMLButtonElement).addEventListener('click', () => {
  const code = element('code', HTMLElement).textContent;
  download('train.js', new Blob([code], { type: 'text/javascript' }));
});
chooseView('inputs');
begin('Taking iris …');
client.send({ kind: 'iris' });

function onReply(reply: Reply): void {
  switch (reply.kind) {
    case 'table':
      table = reply;
      result.hidden = true;
      showTable(reply);
      map.replaceRows(reply.codes);
      break;
    case 'scene':
      map.show(reply);
      break;
    case 'progress':
      progress.value = reply.fraction;
      status.textContent = `${describeStep(reply)}, about ${formatPart(Math.round(reply.fraction * 100) / 100)} done.`;
      break;
    case 'fitted':
      finish(reply);
      break;
    case 'answer':
      if (!table) break;
      if (!client.isWaiting) map.moveQuery(reply.at);
      map.tell(reply, codeOf);
      showAnswer(reply, table.columns);
      break;
    case 'stopped':
      status.textContent = 'Stopped; the metric is the one before.';
      break;
    case 'saved':
      download('metric-knn.json', reply.model);
      break;
    case 'trouble':
      showTrouble(reply.message);
      if (reply.candidates) showCandidates(reply.candidates);
      break;
    // no default
  }
}

function describeStep({ iteration, objective }: ProgressReply): string {
  if (objective === null) return 'Looking for the nearest rows';
  return `Iteration ${iteration}, objective ${formatNumber(objective)}`;
}

function begin(text: string): void {
  trouble.hidden = true;
  isReady = false;
  fit.disabled = true;
  progress.value = 0;
  status.textContent = text;
  map.tell(undefined, codeOf);
}

function finish({ isLearned, summary, code, figures }: FittedReply): void {
  setReady();
  result.hidden = !isLearned;
  if (!status.textContent.startsWith('Stopped;')) {
    status.textContent = summary;
  }
  element('code', HTMLElement).textContent = code;
  element('figures', HTMLElement).replaceChildren(
    ...figures.map(({ name, svg }) => {
      const image = new Image();
      image.alt = name;
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      return image;
    }),
  );
}

function setReady(): void {
  isReady = true;
  fit.disabled = false;
  stop.disabled = true;
  progress.value = 0;
}

function showTrouble(message: string): void {
  trouble.textContent = message;
  trouble.hidden = false;
  status.textContent = '';
  // the previous state remains
  if (table) setReady();
}

function chooseView(view: View): void {
  element(`view-${view}`, HTMLInputElement).checked = true;
  element('plane-help', HTMLElement).textContent = HELP[view];
  client.send({ kind: 'view', view });
}

function pick(at: number): void {
  if (isReady) client.send({ kind: 'pick', row: at });
}

function codeOf(text: string): number {
  return table?.classes.indexOf(text) ?? 0;
}
