/**
 * What the page may do: run its own files, and nothing else. Nothing can leave it. A worker goes by the policy it is served with:
 * where that one has 'wasm-unsafe-eval' among its script sources, or where there is none, the library uses WebAssembly;
 * otherwise JavaScript, to the same bits.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
