/** Builds two programs, one of which starts threads with their worker. */
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  logLevel: 'warn',
  build: {
    outDir: 'vite',
    modulePreload: false,
    rolldownOptions: {
      input: ['iris.js', 'threads.js'],
      output: { entryFileNames: '[name].js' },
    },
  },
});
