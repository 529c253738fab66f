/** The guide shows the notes as they are. */
import { readTable } from 'ml-metric-learning/table';
import { expect, test } from 'vitest';

import { guides } from '../oracles/guides.ts';

const guide = guides.find(({ name }) => name === 'tables');

test('the notes that the guide shows are those of its first program', () => {
  const text = guide?.files.get('bolts.csv') ?? '';
  const { notes } = readTable(text, { label: 'kind' });
  const shown = guide?.blocks.find(({ language }) => language === 'text');
  expect(shown?.code.trim().split('\n')).toStrictEqual(notes);
});
