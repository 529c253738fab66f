/** The worker of a thread of the study: tasks of `benchmark/study/measureTask.ts`. */
export { measureTask as default } from '../study/measureTask.ts';
