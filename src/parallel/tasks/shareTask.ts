import type { PortableTask } from './portableTask.ts';

type Numbers = Float64Array | Int32Array;

/** What has been shared, for as long as it is needed. */
const shared = new WeakMap<Numbers, Numbers>();

/**
 * Copies the arrays of a task into shared memory. Arrays that several tasks have in common are copied once, and no
 * thread copies them again.
 */
export function shareTask(task: PortableTask): PortableTask {
  const { data, train, test } = task;
  return {
    ...task,
    data: { ...data, values: share(data.values), codes: share(data.codes) },
    train: share(train),
    test: share(test),
  };
}

function share<Array extends Numbers>(numbers: Array): Array {
  if (numbers.buffer instanceof SharedArrayBuffer) return numbers;
  let copy = shared.get(numbers) as Array | undefined;
  if (!copy) {
    const buffer = new SharedArrayBuffer(numbers.byteLength);
    copy = (
      numbers instanceof Float64Array
        ? new Float64Array(buffer)
        : new Int32Array(buffer)
    ) as Array;
    copy.set(numbers);
    shared.set(numbers, copy);
  }
  return copy;
}
