import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { freeLoopbackPort } from '../../features/miners/free-port.ts';
import { until } from '../until.ts';

const standIn = fileURLToPath(new URL('stand-in.ts', import.meta.url));
const pool = ['-o', 'stratum+tcp://127.0.0.1:3333', '-u', 'me'];

/** A stand-in of its own, started as its program is. */
function start(kind: string, args: readonly string[]) {
  const child = spawn(process.execPath, [standIn, kind, ...args], { stdio: 'pipe' });
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    child,
    exited,
    output: () => output,
    says: (wanted: string) => until(`"${wanted}"`, () => output.includes(wanted)),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

describe('a stand-in', () => {
  it.each<[string, string[], string, NodeJS.Signals, number | null]>([
    ['xmrig', pool, 'POOL #1', 'SIGINT', 0],
    ['xmrig', pool, 'POOL #1', 'SIGTERM', 0],
    ['ccminer-verus', ['-a', 'verus', '-b', '0', ...pool], 'yes!', 'SIGINT', 7],
    ['ccminer-verus', ['-a', 'verus', '-b', '0', ...pool], 'yes!', 'SIGTERM', null],
    ['cpuminer-opt', ['-a', 'scrypt', '-b', '0', ...pool], 'JayDDee', 'SIGINT', 0],
  ])('of %s %j that says "%s" ends by %s as the real one: %s', async (...each) => {
    const [kind, args, word, signal, code] = each;
    await using miner = start(kind, args);
    await miner.says(word);
    miner.child.kill(signal);
    expect(await miner.exited).toEqual(code === null ? [null, signal] : [code, null]);
  });

  it('that cannot start says why, with the code of the real one', async () => {
    await using miner = start('xmrig', ['--donate-level', '1']);
    expect((await miner.exited)[0]).toBe(2);
    expect(miner.output()).toContain('no valid configuration found');
  });
});

describe('the interface of XMRig', () => {
  it('refuses who has no token, a wrong one, or says no type of what it sends', async () => {
    const port = await freeLoopbackPort();
    const face = ['--http-port', String(port), '--http-access-token', 'secret'];
    await using miner = start('xmrig', [...pool, ...face]);
    await miner.says('POOL #1');
    const url = `http://127.0.0.1:${port}`;
    const authorization = 'Bearer secret';
    const command = { method: 'POST', body: '{"id":1,"method":"pause"}' };
    const statuses = [
      await fetch(`${url}/2/summary`),
      await fetch(`${url}/2/summary`, { headers: { authorization: 'Bearer wrong' } }),
      await fetch(`${url}/2/summary`, { headers: { authorization } }),
      await fetch(`${url}/1/threads`, { headers: { authorization } }),
      await fetch(`${url}/json_rpc`, { ...command, headers: { authorization } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 403, 200, 404, 415]);
    expect(miner.output()).not.toContain('paused');
  });
});

describe('the interface of cpuminer-opt', () => {
  it('answers one command and hangs up, without the head of HTTP', async () => {
    const port = await freeLoopbackPort();
    await using miner = start('cpuminer-opt', ['-a', 'scrypt', '-b', `127.0.0.1:${port}`, ...pool]);
    await miner.says('JayDDee');
    const ask = (command: string): Promise<string> => {
      const socket = connect(port, '127.0.0.1', () => socket.write(command));
      return text(socket);
    };
    expect(await ask('threads')).toBe('CPU=0;H/s=6941.94|\0');
    expect(await ask('bogus')).toBe('');
  });
});
