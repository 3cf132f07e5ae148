import { describe, expect, it } from 'vitest';
import { connectLine } from '../../platform/net/connect-line.ts';
import type { PinStore } from '../../platform/net/pin-store.ts';
import { openLineClient } from '../../testing/line-client.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { eventText } from './event-text.ts';
import { practicePool, type PracticePoolCommand } from './practice-pool.ts';

const login = '{"id":1,"method":"eth_submitLogin","params":["wallet","x"],"worker":"rig1"}\n';

/** Runs the command, and keeps what it tells. */
function run(options: Partial<PracticePoolCommand>) {
  const ended = new AbortController();
  const events: { kind: string; [field: string]: unknown }[] = [];
  const lines: string[] = [];
  const output: Output = {
    json: true,
    result: () => undefined,
    note: () => undefined,
    event(value, line) {
      events.push(value as (typeof events)[number]);
      lines.push(line);
    },
  };
  const done = practicePool(
    {
      dialect: 'ethproxy',
      host: '127.0.0.1',
      port: 0,
      tls: false,
      data: undefined,
      signal: ended.signal,
      ...options,
    },
    output,
  );
  const told = (kind: string) =>
    until(`the event ${kind}`, () => events.find((event) => event.kind === kind));
  return {
    lines,
    told,
    address: async () => new URL(String((await told('listening'))['url'])).host,
    async end() {
      ended.abort('SIGINT');
      await done;
    },
    done,
  };
}

describe('the command practice-pool', () => {
  it('tells where it listens, what happens, and at the end what came of it', async () => {
    const pool = run({ difficulty: 5 });
    const client = await openLineClient(await pool.address());
    client.send(`${login}{"id":2,"method":"eth_getWork","params":[]}\n`);
    const { result } = JSON.parse(await client.line('"id":2')) as { result: string[] };
    const found = ['0x0000000000000001', result[0], `0x${'0'.repeat(64)}`];
    client.send(
      `${JSON.stringify({ id: 3, method: 'eth_submitWork', params: found })}\n`.repeat(2),
    );
    await pool.told('rejected');
    await client[Symbol.asyncDispose]();
    await pool.told('left');
    await pool.end();

    await expect(pool.told('listening')).resolves.toMatchObject({
      url: expect.stringMatching(/^stratum\+tcp:\/\/127\.0\.0\.1:\d+$/) as string,
      algorithm: 'ethash',
      checkedWith: null,
      fingerprint: null,
    });
    await expect(pool.told('login')).resolves.toMatchObject({ worker: 'wallet.rig1' });
    await expect(pool.told('accepted')).resolves.toMatchObject({ difficulty: 5 });
    await expect(pool.told('rejected')).resolves.toMatchObject({ reason: 'duplicate' });
    await expect(pool.told('summary')).resolves.toMatchObject({ accepted: 1, rejected: 1 });
    expect(pool.lines[0]).toContain('Shares are not hashed, for want of a kernel of ethash');
    expect(pool.lines.at(-1)).toMatch(/: 1 shares accepted, 1 rejected \(duplicate 1\)\.$/);
  });

  it.each([
    ['stratum1', 'sha256d'],
    ['stratum1', 'scrypt'],
    ['verus', 'verushash'],
    ['hds', 'beamhash3'],
  ] as const)('says what checks the shares of %s, %s', async (dialect, algorithm) => {
    const pool = run({ dialect, algorithm });
    const { checkedWith } = await pool.told('listening');
    await pool.end();
    expect(checkedWith).toMatch(/^(native|wasm)/);
    expect(pool.lines[0]).toContain(
      `Every share is verified by the kernel ${String(checkedWith)}.`,
    );
  });

  it('encrypts with a certificate whose fingerprint it tells, the same each time', async () => {
    using folder = tempFolder();
    const shown: unknown[] = [];
    for (let round = 0; round < 2; round += 1) {
      const pool = run({ tls: true, data: folder.path });
      const { fingerprint, url } = await pool.told('listening');
      expect(url).toMatch(/^stratum\+ssl:/);
      const [host = '', port] = (await pool.address()).split(':');
      const pins: PinStore = {
        get: () => undefined,
        set: (_name, pin) => void shown.push(pin, fingerprint),
        howToForget: '',
      };
      const address = { transport: 'tls', host, port: Number(port) } as const;
      const signal = AbortSignal.timeout(5_000);
      await (await connectLine(address, { pins, signal }))[Symbol.asyncDispose]();
      await pool.end();
    }
    expect(shown).toHaveLength(4);
    expect(new Set(shown).size).toBe(1);
  });

  it('says when its port is taken', async () => {
    const pool = run({});
    const port = Number((await pool.address()).split(':')[1]);
    await expect(run({ port }).done).rejects.toMatchObject({ code: 'port-in-use' });
    await pool.end();
  });

  it.each([
    [{ dialect: 'verus', algorithm: 'scrypt' }, 'The dialect verus has no scrypt: it is for'],
    [{ dialect: 'hds', difficulty: 0.5 }, 'A difficulty of the dialect hds is 1 or more'],
    [{ dialect: 'verus', difficulty: 1e99 }, 'is 1000000000000000 or less, not 1e+99.'],
  ] as const)('takes %j for wrong usage', async (options, message) => {
    const error: unknown = await run(options).done.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ userMessage: expect.stringContaining(message) as string });
  });
});

it('shows no control characters of a client', () => {
  expect(eventText({ kind: 'login', client: '127.0.0.1:9', worker: 'a\u001B[2Jb\n' })).toBe(
    '127.0.0.1:9  logged in as a?[2Jb?',
  );
});
