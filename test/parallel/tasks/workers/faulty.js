/**
 * The module of a task worker, except that some tasks fail in ways that only threads can, depending on the k of their
 * classifier. A file counts the attempts.
 */
/* eslint-disable unicorn/no-process-exit -- that is what is tested */
import { appendFileSync, readFileSync } from 'node:fs';
import process from 'node:process';

import runTaskMessage from '../../../../src/parallel/tasks/taskWorker.js';

const FAULTS = {
  101: () => process.exit(7),
  102() {
    setTimeout(() => {
      throw new RangeError('thrown in a timer');
    });
    return new Promise(never);
  },
  103() {
    const kept = [];
    for (;;) kept.push(Array.from({ length: 10_000 }, () => Math.random()));
  },
  104() {
    for (;;);
  },
  // the first time only
  105: (tries) => (tries === 1 ? process.exit(0) : { done: tries }),
};

function never() {
  // neither resolves nor rejects
}

/**
 * Runs a task, or fails.
 * @param {object} message - The task, and its index.
 * @returns {unknown} Its outcome.
 */
export default function doFaulty(message) {
  const { k } = message.task.options;
  const fault = FAULTS[k];
  if (!fault) return runTaskMessage(message);
  const log = process.env.FAULTS_LOG;
  appendFileSync(log, `${k}\n`);
  const tries = readFileSync(log, 'utf8').split('\n');
  return fault(tries.filter((line) => line === String(k)).length);
}
