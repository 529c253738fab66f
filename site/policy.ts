/**
 * The content-security policy: the page runs its own files only, and sends no data anywhere. A worker follows the
 * policy it is served with: if its script sources include 'wasm-unsafe-eval', or there is no policy, the library uses
 * WebAssembly; otherwise JavaScript, with the same bits.
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
