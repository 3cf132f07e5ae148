import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import { encodeRequest } from '../../protocols/stratum/envelope.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { verusJob } from '../../testing/bridge/sample-jobs.ts';
import { openTestBridge } from '../../testing/bridge/test-bridge.ts';
import { until } from '../../testing/until.ts';

const clientsOf = { compact: 300, spec: 200, tcp: 500 };
const jobs = 100;

/** Every part of the nonces that was given out, by job: what stands in the nonce space before the counter. */
class Ledger {
  /** Who has each part of each job. */
  readonly #owners = new Map<string, number>();
  readonly duplicates: string[] = [];
  given = 0;

  /** @param part  the bytes before the counter, as 22 hexadecimal digits */
  note(client: number, job: string, part: string): void {
    const key = `${job} ${part}`;
    const owner = this.#owners.get(key);
    if (owner !== undefined && owner !== client) this.duplicates.push(key);
    if (owner === undefined) this.given += 1;
    this.#owners.set(key, client);
  }
}

let lastClient = 0;

function webClient(url: string, ledger: Ledger, isCompact: boolean): { end(): void } {
  const client = (lastClient += 1);
  const ws = new WebSocket(
    url.replace('http', 'ws'),
    isCompact ? { origin: url.slice(0, -1) } : {},
  );
  if (isCompact) ws.on('open', () => ws.send('{"type":"identify","form":"compact"}'));
  ws.on('error', () => undefined);
  ws.on('message', (data: Buffer) => {
    const text = data.toString('latin1');
    const [, job] = /"job_id":"(\w+)"/.exec(text) ?? [];
    if (job === undefined || text.startsWith('{"type":"interrupt"')) return;
    ledger.note(client, job, isCompact ? partOfCompact(text) : partOfSpec(text));
  });
  return { end: () => ws.terminate() };
}

function partOfCompact(text: string): string {
  const at = text.indexOf('"header":"') + '"header":"'.length;
  return text.slice(at + 2 * 1_472, at + 2 * 1_483);
}

function partOfSpec(text: string): string {
  const end = text.indexOf('],"extra"');
  const space = text
    .slice(end - 120, end)
    .split(',')
    .slice(-15, -4);
  return space.map((byte) => Number(byte).toString(16).padStart(2, '0')).join('');
}

function miner(address: string, ledger: Ledger): { end(): void } {
  const client = (lastClient += 1);
  const [host = '', port] = address.split(':');
  const splitter = new LineSplitter({ maxLength: 10_000, overlong: 'throw' });
  let part = '';
  const socket: Socket = connect({ host, port: Number(port) }, () => {
    socket.write(
      encodeRequest(1, 'mining.subscribe', []) + encodeRequest(2, 'mining.authorize', ['a', '']),
    );
  });
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    for (const line of splitter.push(chunk)) {
      const [, extranonce1] = /"result":\[null,"(\w+)"\]/.exec(line) ?? [];
      if (extranonce1 !== undefined) part = extranonce1.padEnd(22, '0');
      const [, job] = /"mining\.notify","params":\["(\w+)"/.exec(line) ?? [];
      if (job !== undefined) ledger.note(client, job, part);
    }
  });
  return { end: () => socket.destroy() };
}

it('never gives two of 1,000 clients the same work, also when they come and go', async () => {
  const clock = new FakeClock();
  const { bridge, link, webUrl, tcpAddress } = await openTestBridge({ clock });
  await using _ = bridge;
  const ledger = new Ledger();
  const open = {
    compact: () => webClient(webUrl, ledger, true),
    spec: () => webClient(webUrl, ledger, false),
    tcp: () => miner(tcpAddress, ledger),
  };
  const kinds = Object.entries(clientsOf).flatMap(([kind, count]) =>
    Array<keyof typeof clientsOf>(count).fill(kind as keyof typeof clientsOf),
  );
  link.announce(verusJob('job 0'));
  const clients = kinds.map((kind) => open[kind]());
  let expected = clients.length;
  await until('all clients to have work', () => ledger.given === expected, 15_000);
  for (let job = 1; job < jobs; job += 1) {
    clock.advance(5_000);
    if (job % 10 === 0) {
      for (let count = 0; count < 40; count += 1) {
        const at = (job * 7 + count * 23) % clients.length;
        clients[at]?.end();
        const kind = kinds[at];
        if (kind) clients[at] = open[kind]();
      }
      expected += 40;
      await until('the new ones to have work', () => ledger.given === expected, 15_000);
      await until('the old ones to be gone', () => bridge.status().clients === clients.length);
    }
    link.announce(verusJob(`job ${job}`, { cleanJobs: job % 25 === 0 }));
    expected += clients.length;
    await until(`job ${job} at all clients`, () => ledger.given === expected, 15_000);
  }
  for (const client of clients) client.end();
  expect(ledger.duplicates).toEqual([]);
  expect(ledger.given).toBe(1_000 * jobs + 9 * 40);
}, 60_000);
