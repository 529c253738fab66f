/** A block of code in a text. */
export interface Block {
  language: string;
  code: string;
}

/** All blocks of code of a text, in order. */
export function readBlocks(markdown: string): Block[] {
  return Array.from(
    markdown.matchAll(/^```(?<language>\w*)\n(?<code>[\s\S]*?)^```$/gm),
    ({ groups }) => ({
      language: groups?.language ?? '',
      code: groups?.code ?? '',
    }),
  );
}

/** The programs among them. */
export function programsIn(blocks: Block[]): string[] {
  return blocks
    .filter(({ language }) => language === 'js')
    .map(({ code }) => code);
}
