import { expect, test } from 'vitest';

import { findBrokenLinks } from '../../docs/findBrokenLinks.ts';

const pages = new Map([
  [
    'index.html',
    '<a href="deep/page.html#here">good</a><a href="gone.html">bad</a><a href="https://example.org/">elsewhere</a>',
  ],
  [
    'deep/page.html',
    '<h2 id="here"></h2><a href="../index.html">good</a><a href="#here">good</a><a href="#gone">bad</a><img src="../x.svg"><img src="x.svg"><img src="data:,">',
  ],
]);

test('finds broken links to pages, files and headings, from any folder', () => {
  const files = [...pages.keys(), 'x.svg'];
  expect(findBrokenLinks(pages, files)).toStrictEqual({
    links: 7,
    broken: [
      { page: 'index.html', link: 'gone.html' },
      { page: 'deep/page.html', link: '#gone' },
      { page: 'deep/page.html', link: 'x.svg' },
    ],
    external: ['https://example.org/'],
  });
});
