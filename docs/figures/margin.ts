/**
 * Writes `margin.svg` beside it: the moving figure of the guide on the margin.
 *
 *     npx tsx docs/figures/margin.ts
 */
import { writeFileSync } from 'node:fs';

import { drawMargin } from './drawMargin.ts';
import { marginScene } from './marginScene.ts';

writeFileSync(
  new URL('margin.svg', import.meta.url),
  `${drawMargin(marginScene())}\n`,
);
