/** What Node.js has and browsers lack. */
interface NodeGlobal {
  process?: { getBuiltinModule?: (name: string) => unknown };
}

/**
 * A built-in module of Node.js, loaded in a way that bundlers do not follow.
 * @returns `undefined` in browsers.
 */
export function builtinOfNode(name: string): unknown {
  const { process } = globalThis as NodeGlobal;
  return process?.getBuiltinModule?.(name);
}
