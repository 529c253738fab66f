import { Parser } from 'htmlparser2';

/** What following the links of some pages comes to. */
export interface FollowedLinks {
  /** How many were followed. */
  links: number;
  /** Those that lead nowhere, and where they are. */
  broken: Array<{ page: string; link: string }>;
  /** Those that lead elsewhere, each once. */
  external: string[];
}

/** What a page links to, and what can be linked to on it. */
interface ReadPage {
  links: string[];
  places: Set<string>;
}

/** Where all pages are, for links to be resolved as a browser resolves them. */
const ROOT = 'http://here/';

/**
 * Follows links between pages: to a page, to any other file, to a place on a page.
 * @param pages - HTML, or SVG, by its path, which has slashes.
 * @param files - The paths of all files, pages included.
 * @returns What is broken.
 */
export function findBrokenLinks(
  pages: ReadonlyMap<string, string>,
  files: Iterable<string>,
): FollowedLinks {
  const there = new Set(files);
  const read = new Map(
    Array.from(pages, ([page, html]) => [page, readPage(html)] as const),
  );
  const followed: FollowedLinks = { links: 0, broken: [], external: [] };
  const external = new Set<string>();
  for (const [page, { links }] of read) {
    for (const link of new Set(links)) {
      const url = new URL(link, new URL(page, ROOT));
      if (!url.href.startsWith(ROOT)) {
        external.add(link);
        continue;
      }
      followed.links++;
      const target = decodeURI(url.pathname.slice(1)) || 'index.html';
      const place = decodeURIComponent(url.hash.slice(1));
      const isThere = there.has(target);
      const hasPlace =
        place === '' || (read.get(target)?.places.has(place) ?? false);
      if (!isThere || !hasPlace) followed.broken.push({ page, link });
    }
  }
  followed.external = Array.from(external).toSorted();
  return followed;
}

function readPage(html: string): ReadPage {
  const links: string[] = [];
  const places = new Set<string>();
  const parser = new Parser({
    onopentag(name, { id, href, src, name: anchor }) {
      if (id) places.add(id);
      if (name === 'a' && anchor) places.add(anchor);
      for (const link of [href, src]) {
        if (link !== undefined && !link.startsWith('data:')) links.push(link);
      }
    },
  });
  parser.end(html);
  return { links, places };
}
