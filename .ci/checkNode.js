/** Reports in one sentence that Node.js is too old, before a long error of other programs does. */
import { readFileSync } from 'node:fs';
import process from 'node:process';

const { engines } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const wanted = engines.node.match(/\d+/g).map(Number);
const found = process.versions.node.split('.').map(Number);
const isOld =
  found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1]);
if (isOld) {
  console.error(
    `this needs Node.js ${wanted.join('.')} or newer, and runs in ${process.version}: install a newer one from https://nodejs.org`,
  );
  process.exitCode = 1;
}
