const [START, END] = ['<!-- study -->', '<!-- /study -->'];

/**
 * Puts a text between the marks of a page, in place of what is there.
 * @param page - A page with `<!-- study -->` and, further down, `<!-- /study -->`.
 * @param content - What to put.
 * @returns The page.
 * @throws {Error} Marks that are missing.
 */
export function replaceBlock(page: string, content: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END, start);
  if (start === -1 || end === -1) {
    throw new Error(`the page must have ${START} and ${END}, in this order`);
  }
  return `${page.slice(0, start)}${START}\n\n${content}\n\n${page.slice(end)}`;
}
