import type { Settings } from '../protocol.ts';

import { element } from './element.ts';

/**
 * Reads what the reader chose.
 * @returns Settings; what is out of range, the library says.
 */
export function readSettings(): Settings {
  const target = element('target', HTMLInputElement);
  return {
    k: Number(element('votes', HTMLSelectElement).value),
    loss: element('loss', HTMLSelectElement).value as Settings['loss'],
    weight: element('weight', HTMLInputElement).valueAsNumber,
    target: target.value === '' ? 'auto' : target.valueAsNumber,
  };
}
