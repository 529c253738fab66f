/**
 * Has a thread, or a process, of Node.js 20 load the TypeScript of the sources: `NODE_OPTIONS='--import …/loadSources.js'`.
 */
import { register } from 'tsx/esm/api';

register();
