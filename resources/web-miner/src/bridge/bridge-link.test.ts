import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../../electron/testing/fake-clock.ts';
import type { MiningJob } from '../mining/mining-job.ts';
import { BridgeLink, type SocketListener } from './bridge-link.ts';
import type { ShareResult } from './messages.ts';

const header = '00'.repeat(1_487);
const work = (id: string): string =>
  JSON.stringify({
    type: 'work',
    form: 'compact',
    work: { job_id: id, header, target: 'ff'.repeat(32) },
  });

interface FakeSocket {
  readonly listener: SocketListener;
  readonly sent: { readonly type: string }[];
  isClosed: boolean;
}

function openLink() {
  const clock = new FakeClock();
  const sockets: FakeSocket[] = [];
  const jobs: (string | null)[] = [];
  const results: ShareResult[] = [];
  let last: MiningJob | null = null;
  const link = new BridgeLink({
    clock,
    random: () => 0,
    identity: () => ({ clientId: 'web-00000001', worker: 'phone', password: '' }),
    connect(listener) {
      const socket: FakeSocket = { listener, sent: [], isClosed: false };
      sockets.push(socket);
      return {
        send: (text) => socket.sent.push(JSON.parse(text) as { type: string }),
        close: () => (socket.isClosed = true),
      };
    },
    listener: {
      onChange: () => undefined,
      onJob(job) {
        last = job ?? last;
        jobs.push(job?.jobId ?? null);
      },
      onShareResult: (result) => results.push(result),
    },
  });
  const socket = (): FakeSocket => {
    const found = sockets.at(-1);
    if (!found) throw new Error('nothing was connected');
    return found;
  };
  const connect = (): void => {
    link.open();
    socket().listener.onOpen();
    socket().listener.onMessage(work('a'));
  };
  const job = (): MiningJob => {
    if (!last) throw new Error('there was no job');
    return last;
  };
  return { link, clock, sockets, socket, jobs, results, connect, job };
}

describe('a connection with the bridge', () => {
  it('says who we are, takes work, sends shares and hears what became of them', () => {
    const { link, socket, jobs, results, connect, job } = openLink();
    expect(link.state).toBe('closed');
    connect();
    expect(link.state).toBe('working');
    expect(link.share(job(), 5)).toBe(true);
    socket().listener.onMessage('{"type":"share_result","accepted":true,"reason":null}');
    expect(socket().sent).toEqual([
      { type: 'identify', clientId: 'web-00000001', form: 'compact', worker: 'phone' },
      { type: 'share', work: { job_id: 'a' }, nonce: 5, worker: 'phone' },
    ]);
    expect(jobs).toEqual(['a']);
    expect(results).toEqual([{ kind: 'share-result', accepted: true, reason: null, detail: null }]);
  });

  it('drops the work at an interruption, and goes on with the next', () => {
    const { link, socket, jobs, connect } = openLink();
    connect();
    socket().listener.onMessage('{"type":"interrupt","newJobId":"b"}');
    expect(link.state).toBe('waiting');
    socket().listener.onMessage(work('b'));
    expect(link.state).toBe('working');
    expect(jobs).toEqual(['a', null, 'b']);
  });

  it('comes back after it broke, later each time, and at once when asked', () => {
    const { link, clock, sockets, socket, jobs, connect } = openLink();
    connect();
    socket().listener.onClose(1006, '');
    expect(link).toMatchObject({ state: 'backing-off', problem: 'lost' });
    expect(jobs).toEqual(['a', null]);
    clock.advance(1_000);
    expect(sockets).toHaveLength(2);
    socket().listener.onClose(1006, '');
    expect(link).toMatchObject({ problem: 'unreachable', retryAt: clock.now() + 2_000 });
    clock.advance(1_999);
    expect(sockets).toHaveLength(2);
    link.retry();
    expect(link.state).toBe('connecting');
    clock.advance(1_000);
    expect(sockets).toHaveLength(3);
  });

  it.each([
    [1001, 'backing-off', 'bridge-closed'],
    [1013, 'backing-off', 'full'],
    [4001, 'refused', 'password-needed'],
    [4002, 'refused', 'password-wrong'],
    [4003, 'refused', 'banned'],
    [4004, 'refused', 'not-allowed'],
    [4005, 'backing-off', 'too-many-messages'],
  ])('that is closed with %i is %s: %s', (code, state, problem) => {
    const { link, socket, connect, clock } = openLink();
    connect();
    socket().listener.onClose(code, '');
    expect(link).toMatchObject({ state, problem });
    link.open();
    expect(link.state).toBe(state === 'refused' ? 'connecting' : state);
    link.close();
    expect(link).toMatchObject({ state: 'closed', problem: null });
    expect(clock.pending).toBe(0);
  });

  it('asks every half minute whether the bridge is there, and gives it up without an answer', () => {
    const { link, clock, socket, sockets, connect } = openLink();
    connect();
    const pings = (): number => socket().sent.filter(({ type }) => type === 'ping').length;
    clock.advance(30_000);
    expect(pings()).toBe(1);
    socket().listener.onMessage('{"type":"pong"}');
    clock.advance(30_000);
    expect(pings()).toBe(2);
    clock.advance(20_000);
    expect(link).toMatchObject({ state: 'backing-off', problem: 'lost' });
    expect(sockets[0]?.isClosed).toBe(true);
  });

  it('is given up where nobody answers at all', () => {
    const { link, clock } = openLink();
    link.open();
    clock.advance(20_000);
    expect(link).toMatchObject({ state: 'backing-off', problem: 'unreachable' });
  });

  it('passes over some nonsense, and is given up where there is nothing else', () => {
    const { link, socket, connect } = openLink();
    connect();
    for (let count = 0; count < 4; count += 1) socket().listener.onMessage('hello');
    expect(link.state).toBe('working');
    socket().listener.onMessage('hello');
    expect(link).toMatchObject({ state: 'backing-off', problem: 'nonsense' });
  });

  it('hears nothing more of a socket that it left', () => {
    const { link, socket, jobs, connect } = openLink();
    connect();
    const old = socket();
    link.close();
    link.open();
    old.listener.onMessage(work('late'));
    old.listener.onClose(1006, '');
    expect(link.state).toBe('connecting');
    expect(jobs).not.toContain('late');
  });
});
