import type { Table } from '../readTraining.ts';

import type { StudyResults } from './StudyResults.ts';
import type { StudySettings } from './StudySettings.ts';

/** A study that has been made: what pages are written from. */
export interface Study {
  results: StudyResults;
  tables: ReadonlyMap<string, Table>;
  settings: StudySettings;
}
