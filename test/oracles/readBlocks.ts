/** A code block in a text. */
export interface Block {
  language: string;
  code: string;
}

/** All code blocks of a text, in order. */
export function readBlocks(markdown: string): Block[] {
  return Array.from(
    markdown.matchAll(/^```(?<language>\w*)\n(?<code>[\s\S]*?)^```$/gm),
    ({ groups }) => ({
      language: groups?.language ?? '',
      code: groups?.code ?? '',
    }),
  );
}

/** The blocks that are programs. */
export function programsIn(blocks: Block[]): string[] {
  return blocks
    .filter(({ language }) => language === 'js')
    .map(({ code }) => code);
}

/** Tables that a text contains, by name: the last `….csv` mentioned before the block. */
export function filesIn(markdown: string): Map<string, string> {
  const tables = markdown.matchAll(
    /`(?<name>[\w-]+\.csv)`[^`]*^```csv\n(?<code>[\s\S]*?)^```$/gm,
  );
  return new Map(
    Array.from(tables, ({ groups }) => [
      groups?.name ?? '',
      groups?.code ?? '',
    ]),
  );
}
