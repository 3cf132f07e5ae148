import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ownsPort } from './port-owner.ts';

async function listen() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** A shell whose child listens, as miners that keep a watchdog do. */
async function startListening(host: string) {
  const script = `const s = require('net').createServer().listen(0, '${host}', () => console.log(s.address().port, process.pid))`;
  const child = spawn('sh', ['-c', '"$0" -e "$1"; true', process.execPath, script]);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [port = 0, listenerPid = 0] = line.toString().split(' ').map(Number);
  return {
    pid: child.pid ?? 0,
    port,
    async [Symbol.asyncDispose]() {
      process.kill(listenerPid, 'SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe.skipIf(process.platform !== 'linux')('ownsPort', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::'])('knows a child that listens on %s', async (host) => {
    await using program = await startListening(host);
    expect(await ownsPort(program.pid, program.port)).toBe(true);
  });

  it('knows a stranger', async () => {
    await using stranger = await listen();
    await using program = await startListening('127.0.0.1');
    expect(await ownsPort(program.pid, stranger.port)).toBe(false);
  });

  it('does not say where nobody listens or the process has ended', async () => {
    const { port } = await (async () => {
      await using server = await listen();
      return server;
    })();
    expect(await ownsPort(process.pid, port)).toBeNull();
    await using server = await listen();
    expect(await ownsPort(2 ** 22 + 1, server.port)).toBeNull();
  });
});

it.skipIf(process.platform === 'linux')('is not told by other systems than Linux', async () => {
  await using server = await listen();
  expect(await ownsPort(process.pid, server.port)).toBeNull();
});
