import { afterEach, describe, expect, it } from 'vitest';
import { openLineClient, type LineClient } from '../line-client.ts';
import { startHostilePool, type HostilePool } from '../practice-pool/hostile-pool.ts';
import { until } from '../until.ts';
import * as faults from './faults.ts';

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

const login = '{"id":1,"method":"eth_submitLogin","params":["wallet","x"]}\n';
const getWork = '{"id":2,"method":"eth_getWork","params":[]}\n';
const loggedIn = '{"id":1,"jsonrpc":"2.0","result":true}';

/** What eth-proxy needs for its shares is but a job and a number. */
function submit(work: string, nonce: number): string {
  const [header] = (JSON.parse(work) as { result: string[] }).result;
  const found = [`0x${nonce.toString(16).padStart(16, '0')}`, header, `0x${'0'.repeat(64)}`];
  return `${JSON.stringify({ id: nonce, method: 'eth_submitWork', params: found })}\n`;
}

async function openPool(fault: Partial<HostilePool['faults']> = {}): Promise<HostilePool> {
  const pool = closing.use(await startHostilePool({ dialect: 'ethproxy', difficulty: 1 }));
  Object.assign(pool.faults, fault);
  return pool;
}

async function openClient(pool: HostilePool, said = login): Promise<LineClient> {
  const client = closing.use(await openLineClient(pool.address));
  client.send(said);
  return client;
}

describe('a pool', () => {
  it('that behaves is passed on as it is', async () => {
    const pool = await openPool();
    const client = await openClient(pool, login + getWork);
    const work = await client.line('"id":2');
    client.send(submit(work, 7));
    await expect(client.line('"id":7')).resolves.toBe('{"id":7,"jsonrpc":"2.0","result":true}');
    expect(client.lines[0]).toBe(loggedIn);
    expect(pool.stats()).toMatchObject({ accepted: 1, rejected: 0, checkedWith: null });
    expect(pool.accepted.size).toBe(1);
    expect(pool.connections).toBe(1);
  });

  it('never says a word', async () => {
    const pool = await openPool({ pool: faults.silent });
    const client = await openClient(pool);
    await until('the pool to have heard', () => pool.stats().clients === 1);
    pool.faults.pool = null;
    client.send(getWork);
    await client.line('"id":2');
    expect(client.lines).toHaveLength(1);
  });

  it('answers nothing, but goes on with its jobs', async () => {
    const pool = closing.use(await startHostilePool({ dialect: 'ethstratum', difficulty: 1 }));
    pool.faults.pool = faults.noAnswers;
    const client = await openClient(pool, '{"id":1,"method":"mining.subscribe","params":[]}\n');
    await client.line('mining.notify');
    expect(client.lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { method: 'mining.set_difficulty' },
      { method: 'mining.notify' },
    ]);
  });

  it('says garbage between its lines', async () => {
    const client = await openClient(await openPool({ pool: faults.garbage }));
    await client.line(loggedIn);
    expect(client.lines.length).toBeGreaterThan(1);
  });

  it.each([
    ['in halves', faults.halves],
    ['three bytes at a time', faults.trickle(3)],
  ])('says its lines %s', async (_how, fault) => {
    const client = await openClient(await openPool({ pool: fault }));
    await expect(client.line('result')).resolves.toBe(loggedIn);
  });

  it('hangs up in the middle of its second line', async () => {
    const client = await openClient(await openPool({ pool: faults.cutOff(1) }), login + getWork);
    await until('the end', () => client.closed);
    expect(client.lines).toEqual([loggedIn]);
  });

  it('begins a line of 10 MB', async () => {
    const client = await openClient(await openPool({ pool: faults.endlessLine() }));
    const [line] = await until('the line to be cut', () => client.lines.length > 0 && client.lines);
    expect(line).toMatch(/^x{1000}/);
  });

  it('answers what nobody asked', async () => {
    const client = await openClient(await openPool({ pool: faults.wrongIds }));
    await expect(client.line('result')).resolves.toContain('"id":987654321');
  });

  it('answers twice', async () => {
    const client = await openClient(await openPool({ pool: faults.answersTwice }));
    await until('both', () => client.lines.length === 2);
    expect(client.lines).toEqual([loggedIn, loggedIn]);
  });

  it('hangs up after a line', async () => {
    const client = await openClient(await openPool({ pool: faults.closesAfter(1) }));
    await until('the end', () => client.closed);
    expect(client.lines).toEqual([loggedIn]);
  });

  it('refuses every share, and has not heard of it', async () => {
    const pool = await openPool({ client: faults.refusesAll });
    const client = await openClient(pool, login + getWork);
    client.send(submit(await client.line('"id":2'), 7));
    await expect(client.line('"id":7')).resolves.toContain('"message":"Refused"');
    expect(pool.stats()).toMatchObject({ accepted: 0, rejected: 0 });
  });
});

describe('a pool that is killed', () => {
  it('breaks off its clients, and is reached by nobody until it is revived', async () => {
    const pool = await openPool();
    const client = await openClient(pool);
    await client.line(loggedIn);
    await pool.kill();
    await until('the end', () => client.closed);
    await expect(openLineClient(pool.address)).rejects.toThrow('refused');
    await pool.revive();
    await expect((await openClient(pool)).line('result')).resolves.toBe(loggedIn);
  });

  it('knows after twenty restarts every share it took, and takes none again', async () => {
    const pool = await openPool();
    for (let round = 1; round <= 20; round += 1) {
      await using client = await openClient(pool, login + getWork);
      const work = await client.line('"id":2');
      client.send(submit(work, 1000 + round) + submit(work, 1000 + round));
      await expect(client.line('Duplicate')).resolves.toContain(`"id":${1000 + round}`);
      await pool.restart();
    }
    expect(pool.accepted.size).toBe(20);
    expect(pool.stats()).toMatchObject({ accepted: 20, rejected: 20, byReason: { duplicate: 20 } });
  });
});
