/**
 * Writes `embedding.svg` beside it: the figure of the README.
 *
 *     npx tsx docs/figures/embedding.ts
 */
import { writeFileSync } from 'node:fs';

import { drawEmbedding, embeddingScene } from './drawEmbedding.ts';

writeFileSync(
  new URL('embedding.svg', import.meta.url),
  `${drawEmbedding(embeddingScene())}\n`,
);
