/**
 * An element of the page.
 * @param id - Its id.
 * @param kind - What it is.
 * @returns It.
 * @throws {Error} There is none, or another.
 */
export function element<Kind extends Element>(
  id: string,
  kind: new () => Kind,
): Kind {
  const found = document.querySelector(`#${id}`);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} #${id}`);
}
