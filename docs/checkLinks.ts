/**
 * Follows every link of the documentation that `npm run docs` built: each page, file and place on a page that is linked to must
 * be there. Links to elsewhere are listed, and not followed.
 *
 *     npx tsx docs/checkLinks.ts [folder]
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { findBrokenLinks } from './findBrokenLinks.ts';

const folder = path.resolve(
  process.argv[2] ?? fileURLToPath(new URL('site', import.meta.url)),
);
if (!existsSync(folder)) {
  throw new Error(`${folder} is not there: npm run docs builds it`);
}
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => statSync(path.join(folder, file)).isFile())
  .map((file) => file.split(path.sep).join('/'));
const pages = new Map(
  files
    // an icon is a place in a picture
    .filter((file) => /\.(?:html|svg)$/.test(file))
    .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
);
const { links, broken, external } = findBrokenLinks(pages, files);
for (const url of external) console.log(`not followed: ${url}`);
for (const { page, link } of broken) {
  console.error(`${page}: ${link} is broken`);
}
console.log(
  `${pages.size} pages, ${links} links, ${external.length} addresses elsewhere, ${broken.length} links broken`,
);
if (broken.length > 0 || links === 0) process.exitCode = 1;
