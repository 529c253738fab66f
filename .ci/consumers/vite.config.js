/** A program, and one that starts threads: Vite builds what these run as well. */
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
