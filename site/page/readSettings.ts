import type { Settings } from '../protocol.ts';

import { element } from './element.ts';

/** Reads the settings of the form; the library reports values out of range. */
export function readSettings(): Settings {
  const target = element('target', HTMLInputElement);
  return {
    k: Number(element('votes', HTMLSelectElement).value),
    loss: element('loss', HTMLSelectElement).value as Settings['loss'],
    weight: element('weight', HTMLInputElement).valueAsNumber,
    target: target.value === '' ? 'auto' : target.valueAsNumber,
  };
}
