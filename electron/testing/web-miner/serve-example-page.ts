import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { bundlePage } from '../bundle-page.ts';

const root = resolve(import.meta.dirname, '../../..');
const example = join(root, 'resources/web-miner/example');

/** The address that spec 001 has written into its client: the only thing to be put in its place. */
const writtenAddress = 'ws://172.21.112.214:8080';

/** The page may reach its own origin and the bridge. */
const policyFor = (bridge: string): string =>
  `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${bridge}; img-src data:`;

export interface ServedExample extends AsyncDisposable {
  /** As browsers name the page to the bridge. */
  readonly origin: string;
  /** What the client's script says, but for the address of the bridge. */
  readonly client: string;
  /** From now on the client connects there. @param address  `ws://host:port` */
  useBridge(address: string): void;
}

/** Serves the example client of spec 001 on any free port of loopback. */
export async function serveExamplePage(): Promise<ServedExample> {
  const miner = await bundlePage(join(example, 'miner.ts'), 'es');
  const client = await readFile(join(example, 'client.js'), 'utf8');
  let bridge = writtenAddress;
  const server = createServer((request, response) => {
    const send = sendTo(response, policyFor(bridge));
    const fromFile = (type: string, file: string): void => {
      readFile(file).then(
        (bytes) => send(type, bytes),
        () => response.writeHead(404).end(),
      );
    };
    switch (request.url ?? '') {
      case '/':
        fromFile('text/html', join(example, 'index.html'));
        break;
      case '/miner.js':
        send('text/javascript', miner);
        break;
      case '/client.js':
        send('text/javascript', client.replace(writtenAddress, bridge));
        break;
      case '/kernels.wasm':
        fromFile('application/wasm', join(root, 'native/wasm/kernels.wasm'));
        break;
      default:
        response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    client,
    useBridge: (address) => (bridge = address),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function sendTo(response: ServerResponse, policy: string) {
  return (type: string, body: string | Buffer): void => {
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body);
  };
}
