/** What a thread of the study runs: tasks of `benchmark/study/measureTask.ts`. */
export { measureTask as default } from '../study/measureTask.ts';
