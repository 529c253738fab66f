import type { Document } from '@xmldom/xmldom';
import { DOMParser } from '@xmldom/xmldom';

import { readSVG } from './readSVG.ts';

/** A page read by a strict parser. */
export interface ReadPage {
  document: Document;
  /** Its text without figures, style and script. */
  text: string;
  figures: string[];
  style: string;
  script: string;
  /** The text of each cell of each table. */
  tables: string[][][];
}

/**
 * Reads a report, and checks that it is well-formed with its figures, that ids are unique, and that nothing is fetched.
 */
export function readPage(html: string): ReadPage {
  const figures = html.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
  for (const svg of figures) readSVG(svg);
  const style = /<style>(?<style>[\s\S]*?)<\/style>/.exec(html)?.groups?.style;
  const script = /<script>(?<script>[\s\S]*?)<\/script>/.exec(html)?.groups
    ?.script;
  const rest = html
    .replace(/^<!doctype html>\n/, '')
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<script>[\s\S]*?<\/script>/, '');
  const document = new DOMParser({
    onError: (level, message) => {
      if (message.startsWith('Unicode replacement character')) return;
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(rest, 'application/xhtml+xml');
  checkPage(document);
  const withoutFigures = rest.replaceAll(/<svg[\s\S]*?<\/svg>/g, '');
  const text = withoutFigures.replaceAll(/<[^>]*>/g, ' ');
  if (/NaN|undefined|\[object|Infinity/.test(text)) throw new Error(text);
  const tables = (withoutFigures.match(/<tbody>[\s\S]*?<\/tbody>/g) ?? []).map(
    (body) =>
      (body.match(/<tr>.*?<\/tr>/g) ?? []).map((row) =>
        Array.from(
          row.matchAll(/<td[^>]*>(?<cell>.*?)<\/td>/g),
          ({ groups }) => groups?.cell ?? '',
        ),
      ),
  );
  return {
    document,
    text,
    figures,
    style: style ?? '',
    script: script ?? '',
    tables,
  };
}

function checkPage(document: Document): void {
  // eslint-disable-next-line unicorn/prefer-query-selector -- the parser has no selectors
  const all = Array.from(document.getElementsByTagName('*'));
  const ids = all.flatMap((element) => element.getAttribute('id') ?? []);
  if (new Set(ids).size !== ids.length) throw new Error('an id twice');
  for (const element of all) {
    if (/^(?:script|style|link|img|iframe)$/.test(element.tagName)) {
      throw new Error(`a ${element.tagName}`);
    }
    for (const { name, value } of Array.from(element.attributes)) {
      const isSafe =
        !name.startsWith('on') &&
        name !== 'style' &&
        name !== 'src' &&
        (name !== 'href' || value.startsWith('#'));
      if (!isSafe) throw new Error(`${element.tagName} has ${name}`);
    }
  }
}
