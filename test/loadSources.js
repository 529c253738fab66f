/** Lets threads and processes of Node.js 20 load the TypeScript sources: `NODE_OPTIONS='--import …/loadSources.js'`. */
import { register } from 'tsx/esm/api';

register();
