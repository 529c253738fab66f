import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** A folder served on a local port. */
export interface Served {
  url: string;
  /** The requests so far. */
  requests: string[];
  close: () => void;
}

/**
 * Serves a folder as a static host does.
 * @param policy - The content-security policy of every file, workers included.
 */
export async function serveFolder(
  folder: string,
  policy: string,
): Promise<Served> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    requests.push(url.pathname);
    const name = url.pathname === '/' ? '/index.html' : url.pathname;
    readFile(path.join(folder, path.normalize(name))).then(
      (content) => {
        response.writeHead(200, {
          'content-type': TYPES[path.extname(name)] ?? 'text/plain',
          'content-security-policy': policy,
        });
        response.end(content);
      },
      () => {
        response.writeHead(404);
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
