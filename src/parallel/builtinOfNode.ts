/** What Node.js has and browsers lack. */
interface NodeGlobal {
  process?: { getBuiltinModule?: (name: string) => unknown };
}

/**
 * A module of Node.js, asked for in a way that no bundler follows.
 * @param name - Its name.
 * @returns `undefined` in browsers.
 */
export function builtinOfNode(name: string): unknown {
  const { process } = globalThis as NodeGlobal;
  return process?.getBuiltinModule?.(name);
}
