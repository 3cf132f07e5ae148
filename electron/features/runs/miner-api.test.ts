import { createServer, Server as HttpServer, type RequestListener } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ApiQuery } from '../../protocols/miner-output/miner-report.ts';
import { MinerApiError } from './miner-api-error.ts';
import { callMinerApi } from './miner-api.ts';

async function listen(server: TcpServer) {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    api: { url: `http://127.0.0.1:${port}`, token: 'the-token' },
    async [Symbol.asyncDispose]() {
      if (server instanceof HttpServer) server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

const serve = (listener: RequestListener) => listen(createServer(listener));
const never = new AbortController().signal;
const summary: ApiQuery = { over: 'http', path: '/2/summary' };

describe('callMinerApi', () => {
  it('asks with its token and reads the answer', async () => {
    const heads: unknown[] = [];
    await using server = await serve(({ method, url, headers }, response) => {
      heads.push([method, url, headers.authorization, headers['content-type']]);
      response.end('{"kind":"miner"}');
    });
    expect(await callMinerApi(server.api, summary, never)).toEqual({ kind: 'miner' });
    expect(heads).toEqual([['GET', '/2/summary', 'Bearer the-token', undefined]]);
  });

  it('posts commands as JSON, without which XMRig does nothing', async () => {
    const bodies: unknown[] = [];
    await using server = await serve((request, response) => {
      request.on('data', (data: Buffer) => {
        bodies.push([request.method, request.headers['content-type'], data.toString()]);
        response.statusCode = 204;
        response.end();
      });
    });
    const command: ApiQuery = { over: 'http', path: '/json_rpc', body: { method: 'pause' } };
    expect(await callMinerApi(server.api, command, never)).toBeNull();
    expect(bodies).toEqual([['POST', 'application/json', '{"method":"pause"}']]);
  });

  it('puts its token into the path where that has a place for it', async () => {
    const urls: unknown[] = [];
    await using server = await serve(({ url }, response) => {
      urls.push(url);
      response.end('{}');
    });
    const query: ApiQuery = { over: 'http', path: '/summary?sid={token}' };
    await callMinerApi({ ...server.api, token: 'a&b/c' }, query, never);
    expect(urls).toEqual(['/summary?sid=a%26b%2Fc']);
  });

  it('shows no token where it has none', async () => {
    const heads: unknown[] = [];
    await using server = await serve(({ headers }, response) => {
      heads.push(headers.authorization);
      response.end('{}');
    });
    await callMinerApi({ ...server.api, token: '' }, summary, never);
    expect(heads).toEqual([undefined]);
  });

  it.each([401, 403, 404, 415, 500, 302])('fails on the status %d and names it', async (status) => {
    await using server = await serve((_, response) => {
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('x'.repeat(100_000));
    });
    await expect(callMinerApi(server.api, summary, never)).rejects.toThrow(MinerApiError);
    await expect(callMinerApi(server.api, summary, never)).rejects.toMatchObject({
      status: status === 302 ? null : status,
    });
  });

  it('stops reading an answer without end', async () => {
    let written = 0;
    await using server = await serve((_, response) => {
      const write = (): void => {
        if (response.destroyed) return;
        written += 65_536;
        response.write('x'.repeat(65_536), () => setImmediate(write));
      };
      write();
    });
    await expect(callMinerApi(server.api, summary, never)).rejects.toThrow('too large');
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it.each(['', ' \n'])('takes an empty answer for nothing', async (body) => {
    await using server = await serve((_, response) => void response.end(body));
    expect(await callMinerApi(server.api, summary, never)).toBeNull();
  });

  it.each(['{"kind":', '<html>', '\u0000\u0001'])('fails on %j', async (body) => {
    await using server = await serve((_, response) => void response.end(body));
    await expect(callMinerApi(server.api, summary, never)).rejects.toThrow('not JSON');
  });

  it('fails on what is not HTTP', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.resume().end('KHS=1;|\u0000');
    });
    await using listening = await listen(server);
    await expect(callMinerApi(listening.api, summary, never)).rejects.toThrow(MinerApiError);
  });

  it('fails where nobody listens', async () => {
    const api = { url: 'http://127.0.0.1:1', token: 'x' };
    await expect(callMinerApi(api, summary, never)).rejects.toThrow(MinerApiError);
  });

  it('does not wait for a slow answer', { timeout: 10_000 }, async () => {
    await using server = await serve((_, response) => void response.write('{"kind"'));
    const begun = performance.now();
    await expect(callMinerApi(server.api, summary, never)).rejects.toThrow('no answer in time');
    expect(performance.now() - begun).toBeLessThan(6_000);
  });

  it('ends with its signal', async () => {
    await using server = await serve(() => undefined);
    const controller = new AbortController();
    const asked = callMinerApi(server.api, summary, controller.signal);
    controller.abort();
    await expect(asked).rejects.toThrow(MinerApiError);
  });
});

/** A server that answers every connection in this way. */
async function serveText(answer: (socket: Socket, question: string) => void) {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => answer(socket, data.toString()));
  });
  const listening = await listen(server);
  const { port } = server.address() as AddressInfo;
  return { ...listening, api: { url: `tcp://127.0.0.1:${port}`, token: '' } };
}

const ask = (until: 'line' | 'nul' | 'close'): ApiQuery => ({
  over: 'tcp',
  text: 'summary',
  until,
});

describe('callMinerApi over TCP', () => {
  it.each([
    ['line', '{"id":0}', '{"id":0}\n{"id":1}\n'],
    ['nul', 'KHS=1;ACC=2|', 'KHS=1;ACC=2|\0rest'],
    ['close', 'a\nb\0c', 'a\nb\0c'],
  ] as const)('reads until %s, wherever the answer is cut', async (until, wanted, whole) => {
    for (const cut of [0, 1, 4, whole.length]) {
      await using server = await serveText((socket, question) => {
        expect(question).toBe('summary');
        socket.write(whole.slice(0, cut));
        setImmediate(() => {
          if (until === 'close') socket.end(whole.slice(cut));
          else socket.write(whole.slice(cut));
        });
      });
      expect(await callMinerApi(server.api, ask(until), never)).toBe(wanted);
    }
  });

  it.each(['line', 'nul'] as const)(
    'takes what there is where it closes before %s',
    async (until) => {
      await using server = await serveText((socket) => void socket.end('KHS=1;|'));
      expect(await callMinerApi(server.api, ask(until), never)).toBe('KHS=1;|');
    },
  );

  it('only listens where the miner speaks first', async () => {
    const server = createTcpServer((socket) => void socket.end('hello'));
    await using listening = await listen(server);
    const query: ApiQuery = { over: 'tcp', text: '', until: 'close' };
    expect(await callMinerApi(listening.api, query, never)).toBe('hello');
  });

  it('closes its connection once it has an answer', async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await serveText((socket) => {
      socket.once('close', () => closed.resolve());
      socket.write('{}\n');
    });
    expect(await callMinerApi(server.api, ask('line'), never)).toBe('{}');
    await closed.promise;
  });

  it('fails where it closes without a word', async () => {
    await using server = await serveText((socket) => void socket.end());
    await expect(callMinerApi(server.api, ask('nul'), never)).rejects.toThrow(
      'it closed without an answer',
    );
  });

  it('stops reading an answer without end', async () => {
    await using server = await serveText((socket) => {
      const write = (): void => {
        if (!socket.destroyed) socket.write('x'.repeat(65_536), () => setImmediate(write));
      };
      write();
    });
    await expect(callMinerApi(server.api, ask('line'), never)).rejects.toThrow('too large');
  });

  it('fails where nobody listens', async () => {
    const api = { url: 'tcp://127.0.0.1:1', token: '' };
    await expect(callMinerApi(api, ask('line'), never)).rejects.toThrow(MinerApiError);
  });

  it('does not wait for a slow answer', { timeout: 10_000 }, async () => {
    await using server = await serveText((socket) => void socket.write('{'));
    await expect(callMinerApi(server.api, ask('line'), never)).rejects.toThrow('no answer in time');
  });

  it('ends with its signal', async () => {
    await using server = await serveText(() => undefined);
    const controller = new AbortController();
    const asked = callMinerApi(server.api, ask('line'), controller.signal);
    controller.abort();
    await expect(asked).rejects.toThrow(MinerApiError);
    await expect(callMinerApi(server.api, ask('line'), controller.signal)).rejects.toThrow(
      MinerApiError,
    );
  });
});
