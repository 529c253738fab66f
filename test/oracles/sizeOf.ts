import type { Attack } from 'ml-metric-learning';

/** The size of an attack; infinite if nothing was found. */
export function sizeOf(attack: Attack): number {
  return attack.found ? attack.size : Infinity;
}
