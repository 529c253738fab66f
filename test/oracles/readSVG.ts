import type { Document, Element } from '@xmldom/xmldom';
import { DOMParser } from '@xmldom/xmldom';

/** An SVG read by a strict parser. */
export interface ReadSVG {
  root: Element;
  /** The elements of that name, with that class if one is given. */
  find: (tag: string, className?: string) => Element[];
  /** All texts, `title` and `desc` included. */
  texts: string[];
}

/**
 * Reads an SVG as a browser reads a file, and checks the requirements of every figure: well-formed XML with a role, a
 * title and a description, unique ids, numbers that are finite, all texts visible, and nothing that can contain a
 * script.
 */
export function readSVG(svg: string): ReadSVG {
  // eslint-disable-next-line no-control-regex -- XML 1.0 has no place for these, and the parser lets them pass
  if (/[\0-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u.test(svg)) {
    throw new Error('a character that is none in XML');
  }
  const document: Document = new DOMParser({
    onError: (level, message) => {
      // the replacement of characters that XML does not allow
      if (message.startsWith('Unicode replacement character')) return;
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(svg, 'image/svg+xml');
  const root = document.documentElement;
  if (root?.tagName !== 'svg') throw new Error('the root must be svg');
  // eslint-disable-next-line unicorn/prefer-query-selector -- the parser has no selectors
  const all = Array.from(root.getElementsByTagName('*'));
  const find = (tag: string, className?: string) =>
    all.filter(
      (element) =>
        element.tagName === tag &&
        (className === undefined ||
          (element.getAttribute('class') ?? '').split(' ').includes(className)),
    );
  checkName(root, all);
  checkAttributes([root, ...all]);
  checkSight(root, find('text'));
  const texts = [...find('title'), ...find('desc'), ...find('text')].map(
    (element) => element.textContent ?? '',
  );
  return { root, find, texts };
}

const TAGS = new Set(
  'title desc style text path g rect ellipse circle clipPath'.split(' '),
);

function checkName(root: Element, all: Element[]): void {
  if (root.getAttribute('role') !== 'img') throw new Error('no role');
  const named = (root.getAttribute('aria-labelledby') ?? '').split(' ');
  const ids = all.flatMap((element) => element.getAttribute('id') ?? []);
  if (new Set(ids).size !== ids.length) throw new Error('an id twice');
  for (const [at, tag] of ['title', 'desc'].entries()) {
    const found = all.find(
      (element) => element.getAttribute('id') === named[at],
    );
    if (found?.tagName !== tag || !found.textContent?.trim()) {
      throw new Error(`${tag} must be there, and say something`);
    }
  }
}

function checkAttributes(all: Element[]): void {
  for (const element of all) {
    if (element !== all[0] && !TAGS.has(element.tagName)) {
      throw new Error(`a ${element.tagName}`);
    }
    for (const { name, value } of Array.from(element.attributes)) {
      if (/NaN|undefined|Infinity|null|object/.test(value)) {
        throw new Error(`${element.tagName} has ${name}="${value}"`);
      }
      if (name.startsWith('on') || name === 'style' || name.includes('href')) {
        throw new Error(`${element.tagName} has ${name}`);
      }
      const isNumber = /^(?:x|y|rx|ry|r|width|height)$/.test(name);
      if (isNumber && !Number.isFinite(Number(value))) {
        throw new Error(`${element.tagName} has ${name}="${value}"`);
      }
    }
  }
}

// the start, middle or end of a text, and its line, must be inside the picture
function checkSight(root: Element, texts: Element[]): void {
  const [left, top, width, height] = (root.getAttribute('viewBox') ?? '')
    .split(' ')
    .map(Number);
  for (const element of texts) {
    const x = Number(element.getAttribute('x')) - left;
    const y = Number(element.getAttribute('y')) - top;
    if (x >= 0 && x <= width && y >= 0 && y <= height) continue;
    throw new Error(`'${element.textContent}' is out of sight, at ${x} ${y}`);
  }
}
