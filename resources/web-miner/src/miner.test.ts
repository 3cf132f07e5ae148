import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../electron/base/clock.ts';
import { FakeClock } from '../../../electron/testing/fake-clock.ts';
import { BridgeLink, type SocketListener } from './bridge/bridge-link.ts';
import { Miner, type MiningWishes } from './miner.ts';
import type { ScanOrder, ScanReport } from './mining/scan-messages.ts';
import { ScanTeam } from './mining/scan-team.ts';

const wishes: MiningWishes = {
  threads: 2,
  workPercent: 100,
  onBattery: 'pause',
  whenHidden: 'slow',
};
const work = (id: string): string => {
  const fields = { job_id: id, header: '', target: 'ff'.repeat(32) };
  return JSON.stringify({ type: 'work', form: 'compact', work: fields });
};

interface Thread {
  readonly orders: ScanOrder[];
  readonly report: (report: ScanReport) => void;
  ended: boolean;
}

/** A miner whose bridge and threads are the test. */
function openMiner(clockOf = (clock: FakeClock): Clock => clock) {
  const clock = new FakeClock();
  const threads: Thread[] = [];
  const sent: unknown[] = [];
  let bridge: SocketListener | undefined;
  const answer = (text: string): void => {
    if (text.includes('"ping"')) bridge?.onMessage('{"type":"pong"}');
    else sent.push(JSON.parse(text));
  };
  const miner = new Miner({
    clock: clockOf(clock),
    wishes,
    around: { onBattery: false, hidden: false },
    onChange: () => undefined,
    openTeam: (listener) =>
      new ScanTeam({
        module: new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)),
        listener,
        start(report) {
          const thread: Thread = { orders: [], report, ended: false };
          threads.push(thread);
          return { send: (order) => thread.orders.push(order), end: () => (thread.ended = true) };
        },
      }),
    openLink: (listener) =>
      new BridgeLink({
        clock,
        listener,
        identity: () => ({ clientId: 'web-00000001', worker: '', password: '' }),
        connect(socket) {
          bridge = socket;
          return { send: answer, close: () => undefined };
        },
      }),
  });
  const hear = (text: string): void => bridge?.onMessage(text);
  const connect = (): void => {
    miner.start();
    bridge?.onOpen();
    for (const thread of threads) thread.report({ kind: 'ready' });
    hear(work('a'));
  };
  /** A second of each thread at 10 H/s. */
  const compute = (seconds: number): void => {
    for (let tenth = 0; tenth < 10 * seconds; tenth += 1) {
      clock.advance(100);
      for (const { report, ended } of threads) if (!ended) report({ kind: 'hashes', count: 1 });
    }
  };
  return {
    miner,
    clock,
    threads,
    sent,
    hear,
    connect,
    compute,
    lose: () => bridge?.onClose(1006, ''),
  };
}

describe('the miner', () => {
  it('does nothing before it is started, and nothing once it is stopped', () => {
    const { miner, clock, threads, connect, compute } = openMiner();
    expect([miner.isWanted, threads.length, clock.pending]).toEqual([false, 0, 0]);
    connect();
    compute(2);
    miner.stop();
    expect(threads.map(({ ended }) => ended)).toEqual([true, true]);
    expect(miner.hashrates).toEqual({ now: null, average: null });
    expect(miner.link.state).toBe('closed');
    expect(clock.pending).toBe(0);
  });

  it('tells how fast it is, and since when, also from one job to the next', () => {
    const { miner, clock, connect, compute, hear } = openMiner();
    const began = clock.now();
    connect();
    compute(5);
    expect(miner.hashrates.now).toBeCloseTo(20, 0);
    hear('{"type":"interrupt","newJobId":"b"}');
    hear(work('b'));
    compute(60);
    expect(miner.since).toBe(began);
    expect(miner.hashrates.average).toBeCloseTo(20, 0);
  });

  it('sends what its threads find, and counts the answers', () => {
    const { miner, threads, sent, connect, hear, lose } = openMiner();
    connect();
    threads[0]?.report({ kind: 'found', workId: 1, nonce: 7 });
    threads[1]?.report({ kind: 'found', workId: 1, nonce: 8 });
    expect(sent.slice(1)).toEqual([
      { type: 'share', work: { job_id: 'a' }, nonce: 7 },
      { type: 'share', work: { job_id: 'a' }, nonce: 8 },
    ]);
    hear('{"type":"share_result","accepted":true,"reason":null}');
    expect(miner.shares).toMatchObject({ accepted: 1, waiting: 1 });
    lose();
    expect(miner.shares).toMatchObject({ accepted: 1, waiting: 0, lost: 1 });
    expect(threads.map(({ orders }) => orders.at(-1))).toEqual([
      { kind: 'rest' },
      { kind: 'rest' },
    ]);
    expect(miner.since).toBeNull();
  });

  it('pauses on battery, and its figures begin anew when it goes on', () => {
    const { miner, clock, threads, connect, compute } = openMiner();
    connect();
    compute(2);
    miner.feel({ onBattery: true, hidden: false });
    expect(threads[0]?.orders.at(-1)).toEqual({ kind: 'pace', workPercent: 0 });
    expect([miner.since, miner.hashrates.now]).toEqual([null, null]);
    clock.advance(60_000);
    miner.feel({ onBattery: false, hidden: false });
    expect(threads[0]?.orders.at(-1)).toEqual({ kind: 'pace', workPercent: 100 });
    expect(miner.since).toBe(clock.now());
  });

  it('follows what the person wishes while it mines', () => {
    const { miner, threads, connect } = openMiner();
    connect();
    miner.wish({ ...wishes, threads: 1, workPercent: 40 });
    expect(threads.map(({ ended }) => ended)).toEqual([false, true]);
    expect(threads[0]?.orders.at(-1)).toEqual({ kind: 'pace', workPercent: 40 });
  });

  it('stops by itself where the device becomes too slow to answer', () => {
    // Three seconds go by from one bell to the next, which should be half a second.
    const { miner, clock, threads, connect } = openMiner((fake) => ({
      now: () => fake.now() * 3,
      after: (delayMs, callback) => fake.after(delayMs, callback),
      every: (periodMs, callback) => fake.every(periodMs, callback),
    }));
    connect();
    clock.advance(5_000);
    expect(miner.breakdown).toEqual({ kind: 'slow' });
    expect(miner.isWanted).toBe(false);
    expect(threads.every(({ ended }) => ended)).toBe(true);
    miner.start();
    expect(miner.breakdown).toBeNull();
  });

  it('stops where a thread fails, and says why', () => {
    const { miner, threads, connect } = openMiner();
    connect();
    threads[0]?.report({ kind: 'failed', message: 'out of memory' });
    expect(miner.breakdown).toEqual({ kind: 'failed', message: 'out of memory' });
    expect(miner.isWanted).toBe(false);
  });
});
