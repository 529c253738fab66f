/** Links between the pages work, in the repository and in the package. */
import { existsSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { guides } from '../oracles/guides.ts';

const root = new URL('../../', import.meta.url);
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...guides.map(({ name }) => `docs/${name}.md`),
];

test.each(pages)('links of %s lead to files and headings', (page) => {
  const url = new URL(page, root);
  const links = Array.from(
    readFileSync(url, 'utf8').matchAll(/\]\((?<link>[^)\s]+)\)/g),
    ({ groups }) => groups?.link ?? '',
  );
  const broken = links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const target = new URL(link, url);
    const heading = target.hash.slice(1);
    target.hash = '';
    if (!existsSync(target)) return true;
    return heading !== '' && !headingsOf(target).includes(heading);
  });
  expect(broken).toStrictEqual([]);
});

/** The anchors of a page's headings, as repository hosts create them. */
function headingsOf(page: URL): string[] {
  return Array.from(
    readFileSync(page, 'utf8').matchAll(/^#+ (?<heading>.+)$/gm),
    ({ groups }) =>
      (groups?.heading ?? '')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
  );
}
