/**
 * Returns an element of the page.
 * @param kind - Its class.
 * @throws {Error} It is missing, or of another class.
 */
export function element<Kind extends Element>(
  id: string,
  kind: new () => Kind,
): Kind {
  const found = document.querySelector(`#${id}`);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} #${id}`);
}
