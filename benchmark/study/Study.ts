import type { Table } from '../data/readTraining.ts';

import type { StudyResults } from './StudyResults.ts';
import type { StudySettings } from './StudySettings.ts';

/** A completed study, from which pages are written. */
export interface Study {
  results: StudyResults;
  tables: ReadonlyMap<string, Table>;
  settings: StudySettings;
  /** Tables of many rows with all of them, measured by other settings. */
  large?: Study;
}
