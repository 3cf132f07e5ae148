import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import type { AddressInfo } from 'node:net';
import { bundlePage } from '../bundle-page.ts';
import { contentSecurityPolicy } from '../../base/content-security-policy.ts';

const native = resolve(import.meta.dirname, '../../../native');

// Without an icon of its own a browser asks for one.
const html = '<!doctype html><link rel="icon" href="data:," /><script src="page.js"></script>';

export interface ServedPage extends AsyncDisposable {
  readonly url: string;
}

/** Serves the page of the kernels on any free port of loopback, under the policy of the real pages. */
export async function serveKernelPage(): Promise<ServedPage> {
  const script = await bundlePage(join(import.meta.dirname, 'page.ts'));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') send(response, 'text/html', html);
    else if (path === '/page.js') send(response, 'text/javascript', script);
    else if (/^\/kernels[\w-]*\.wasm$/.test(path))
      sendFile(response, 'application/wasm', `wasm${path}`);
    else if (/^\/vectors\/[\w-]+\.jsonl$/.test(path)) sendFile(response, 'text/plain', path);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response
    .writeHead(200, { 'content-type': type, 'content-security-policy': contentSecurityPolicy })
    .end(body);
}

function sendFile(response: ServerResponse, type: string, path: string): void {
  readFile(join(native, path)).then(
    (bytes) => send(response, type, bytes),
    () => response.writeHead(404).end(),
  );
}
