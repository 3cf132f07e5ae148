import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { shareFor } from '../testing/sample-shares.ts';
import { settle } from '../testing/scripted-line.ts';
import { StubSession, verusJob } from '../testing/stub-session.ts';
import {
  PoolClosedError,
  PoolReconnectError,
  PoolRefusedError,
  PoolSilentError,
} from './pool-errors.ts';
import { PoolLink, type OpenSessionOptions } from './pool-link.ts';
import type { PoolAccount } from './pool-session.ts';

const pool = (name: string): PoolAccount => ({ url: `${name}:3333`, user: 'me', password: 'x' });
const [first, second] = [pool('first'), pool('second')];

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

/** A link of which a test opens the sessions. */
function linkTo(...pools: PoolAccount[]) {
  const clock = new FakeClock();
  const events: string[] = [];
  const tries: { readonly account: PoolAccount; readonly options: OpenSessionOptions }[] = [];
  /** Pools that answer, and with which session they can be gone on with. */
  const alive = new Map<string, string | null>();
  const sessions: StubSession[] = [];
  /** What the next logins end with. */
  const refusals: Error[] = [];
  const refuse = (error: Error, times: number) =>
    refusals.push(...Array.from({ length: times }, () => error));
  const link = new PoolLink({
    pools,
    clock,
    random: () => 0,
    async open(account, options) {
      tries.push({ account, options });
      await Promise.resolve();
      const resumeId = alive.get(account.url);
      if (resumeId === undefined) throw new Error(`${account.url} is down`);
      options.onPhase('logging-in');
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      const session = new StubSession(account, clock.now(), resumeId);
      sessions.push(session);
      return session;
    },
    listener: {
      onState: ({ state }) => events.push(state),
      onJob: (job, isNew) =>
        events.push(`${isNew ? 'new session, ' : ''}job ${'id' in job.job ? job.job.id : ''}`),
      onCancel: (jobId) => events.push(`cancel ${jobId}`),
      onGone: (account) => events.push(`gone ${account.url}`),
    },
  });
  closing.use(link);
  const newest = (): StubSession => {
    const session = sessions.at(-1);
    if (!session) throw new Error('there is no session');
    return session;
  };
  return { link, clock, events, tries, alive, refuse, sessions, newest };
}

/** A link that works with the first of its pools. */
async function working(...pools: PoolAccount[]) {
  const all = linkTo(...(pools.length > 0 ? pools : [first]));
  all.alive.set(first.url, null);
  all.link.start();
  await settle();
  const job = verusJob('a');
  all.newest().announce(job);
  await settle();
  const share = (number: number, of = job) => shareFor(of, 'me', number);
  return { ...all, job, share };
}

describe('a link', () => {
  it('walks from idle to work, and back', async () => {
    const { link, clock, events, newest, alive } = linkTo(first);
    alive.set(first.url, null);
    expect(link.status).toMatchObject({ state: 'idle', account: null, problem: null });
    link.start();
    link.start();
    await settle();
    expect(link.status).toMatchObject({ state: 'waiting-for-work', account: first });
    clock.advance(1_000);
    newest().announce(verusJob('a'));
    expect(link.job).toMatchObject({ job: { id: 'a' } });
    expect(link.status).toMatchObject({
      state: 'working',
      since: clock.now(),
      lastJobAt: clock.now(),
      remoteAddress: '192.0.2.1',
      reconnects: 0,
    });
    await link[Symbol.asyncDispose]();
    expect(events).toEqual([
      'connecting',
      'logging-in',
      'waiting-for-work',
      'working',
      'new session, job a',
      'idle',
    ]);
    expect(newest().isClosed).toBe(true);
    expect(clock.pending).toBe(0);
    link.start();
    await expect(link.submit(shareFor(verusJob('a'), 'me', 1))).rejects.toMatchObject({
      name: 'StaleShareError',
    });
  });

  it('passes on that a job was taken back, as long as its session is in use', async () => {
    const { events, newest } = await working();
    const session = newest();
    session.cancel('a');
    session.lose();
    await settle();
    session.cancel('b');
    expect(events.filter((event) => event.startsWith('cancel'))).toEqual(['cancel a']);
  });

  it('tries all pools in order, then waits twice as long each time, half a minute at most', async () => {
    const { link, clock, tries, events } = linkTo(first, second);
    link.start();
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      await settle();
      expect(link.status).toMatchObject({
        state: 'backing-off',
        problem: new Error('second:3333 is down'),
      });
      waits.push((link.status.retryAt ?? 0) - clock.now());
      clock.advance(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(tries.slice(0, 3).map(({ account }) => account)).toEqual([first, second, first]);
    expect(events.slice(0, 4)).toEqual(['connecting', 'connecting', 'backing-off', 'connecting']);
  });

  it('goes back to the first pool as soon as that has work', async () => {
    const { link, clock, alive, sessions, newest, events } = linkTo(first, second);
    alive.set(second.url, null);
    link.start();
    await settle();
    newest().announce(verusJob('b', 1, 2));
    expect(link.status).toMatchObject({ state: 'working', account: second });
    alive.set(first.url, null);
    await clock.advanceAsync(10_000, 1_000);
    await settle();
    const [old, better] = sessions;
    expect(link.status.account).toEqual(second);
    expect(better?.account).toEqual(first);
    const late = link.submit(shareFor(verusJob('b', 1, 2), 'me', 1));
    better?.announce(verusJob('a'));
    await settle();
    expect(link.status).toMatchObject({ state: 'working', account: first, reconnects: 1 });
    expect(events.slice(-2)).toEqual(['working', 'new session, job a']);
    // The old pool still owes an answer.
    expect(old?.isClosed).toBe(false);
    old?.answer();
    await expect(late).resolves.toMatchObject({ accepted: true });
    await clock.advanceAsync(200, 100);
    expect(old?.isClosed).toBe(true);
  });

  it('leaves a pool that drops it at once alone for a while', async () => {
    const { link, clock, newest, share } = await working();
    for (const wait of [500, 1_000]) {
      newest().lose();
      await settle();
      expect((link.status.retryAt ?? 0) - clock.now()).toBe(wait);
      await clock.advanceAsync(wait, 100);
      await settle();
    }
    // One that has taken a share is well.
    newest().announce(verusJob('a'));
    const taken = link.submit(share(1));
    newest().answer();
    await taken;
    newest().lose();
    await settle();
    expect((link.status.retryAt ?? 0) - clock.now()).toBe(500);
  });

  it('comes again at once to a pool that has worked for long', async () => {
    const { link, clock, newest, sessions } = await working();
    clock.advance(30_000);
    newest().lose();
    await settle();
    expect(link.status).toMatchObject({ state: 'waiting-for-work', reconnects: 1 });
    expect(sessions).toHaveLength(2);
  });

  it('comes to another port when the pool asks for it', async () => {
    const { clock, newest, tries } = await working();
    newest().lose(new PoolReconnectError('first:3333', { waitMs: 2_000, port: 4444 }));
    await settle();
    await clock.advanceAsync(2_000, 100);
    await settle();
    expect(tries.at(-1)).toMatchObject({ account: first, options: { port: 4444 } });
  });

  it('takes another list while it runs: a pool that stays in it is kept', async () => {
    const { link, newest, sessions, alive, events } = await working();
    link.usePools([second, first]);
    await settle();
    expect(sessions).toHaveLength(1);
    expect(link.status).toMatchObject({ state: 'working', account: first });
    alive.set(second.url, null);
    link.usePools([second]);
    await settle();
    expect(newest().account).toEqual(second);
    expect(sessions[0]?.isClosed).toBe(true);
    expect(link.status.state).toBe('waiting-for-work');
    expect(events).toContain('gone first:3333');
  });

  it('takes another list while it waits', async () => {
    const { link, alive } = linkTo(first);
    link.start();
    await settle();
    expect(link.status.state).toBe('backing-off');
    alive.set(second.url, null);
    link.usePools([second]);
    await settle();
    expect(link.status).toMatchObject({ state: 'waiting-for-work', account: second });
  });
});

describe('shares of a link', () => {
  it('go to the pool, and the answer comes back', async () => {
    const { link, newest, share } = await working();
    const failure = { code: 23, message: 'low difficulty' };
    const [good, bad] = [link.submit(share(1)), link.submit(share(2))];
    newest().answer();
    newest().answer({ accepted: false, failure });
    await expect(good).resolves.toMatchObject({ accepted: true });
    await expect(bad).resolves.toMatchObject({ accepted: false, failure });
    expect(link.status.latencyMs).toBe(7);
  });

  it('wait for the next session, which gets those of its nonces and its block', async () => {
    const { link, clock, newest, share } = await working();
    newest().lose();
    await settle();
    const [same, otherBlock, otherNonces] = [
      link.submit(share(1)),
      link.submit(share(2, verusJob('a', 9))),
      link.submit(share(3, verusJob('a', 1, 9))),
    ];
    expect(link.status.held).toBe(3);
    await clock.advanceAsync(500, 100);
    await settle();
    newest().announce(verusJob('b'));
    const reason = 'the pool has gone on to other work';
    await expect(otherBlock).rejects.toMatchObject({ name: 'StaleShareError', reason });
    await expect(otherNonces).rejects.toMatchObject({ reason });
    expect(newest().shares).toHaveLength(1);
    newest().answer();
    await expect(same).resolves.toMatchObject({ accepted: true });
    expect(link.status.held).toBe(0);
  });

  it('are sent once more where they were not answered, and known ones were taken', async () => {
    const { link, clock, newest, share } = await working();
    const [known, unknown] = [link.submit(share(1)), link.submit(share(2))];
    newest().lose();
    await settle();
    expect(link.status.held).toBe(2);
    await clock.advanceAsync(500, 100);
    await settle();
    newest().announce(verusJob('a'));
    newest().answer({ accepted: false, failure: { code: 22, message: 'duplicate share' } });
    newest().answer();
    await expect(known).resolves.toMatchObject({ accepted: true, failure: null });
    await expect(unknown).resolves.toMatchObject({ accepted: true });
  });

  it('are not sent a third time', async () => {
    const { link, clock, newest, share } = await working();
    const lost = link.submit(share(1));
    lost.catch(() => undefined);
    newest().lose();
    await settle();
    await clock.advanceAsync(500, 100);
    await settle();
    newest().announce(verusJob('a'));
    await settle();
    newest().lose();
    await expect(lost).rejects.toMatchObject({ name: 'PoolLostError', wasSent: true });
    expect(link.status.held).toBe(0);
  });

  it('are called lost where the next session cannot know them', async () => {
    const { link, clock, newest, share } = await working();
    const lost = link.submit(share(1));
    lost.catch(() => undefined);
    newest().lose();
    await settle();
    await clock.advanceAsync(500, 100);
    await settle();
    newest().announce(verusJob('a', 1, 2));
    await expect(lost).rejects.toMatchObject({ name: 'PoolLostError' });
    expect(newest().shares).toHaveLength(0);
  });

  it('of an earlier session are looked at before they are sent', async () => {
    const { link, clock, newest, share, job } = await working();
    clock.advance(30_000);
    newest().lose();
    await settle();
    newest().announce(verusJob('b'));
    const kept = link.submit(share(1, job));
    const stale = link.submit(share(2, verusJob('a', 8)));
    await expect(stale).rejects.toMatchObject({ name: 'StaleShareError' });
    newest().answer();
    await expect(kept).resolves.toMatchObject({ accepted: true });
  });

  it('wait a minute at most, a thousand at once', async () => {
    const { link, clock, newest, share, alive } = await working();
    const lost = link.submit(share(0));
    alive.clear();
    newest().lose();
    await settle();
    const held = Array.from({ length: 1_000 }, (_, n) => link.submit(share(n + 1)));
    const settled = Promise.allSettled([lost, ...held]);
    expect(link.status.held).toBe(1_000);
    await expect(lost).rejects.toMatchObject({ name: 'PoolLostError' });
    await clock.advanceAsync(60_000, 1_000);
    const reasons = (await settled).map((each) =>
      each.status === 'rejected' ? nameOf(each.reason) : '',
    );
    expect(new Set(reasons.slice(1))).toEqual(new Set(['StaleShareError']));
    expect(link.status.held).toBe(0);
  });

  const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

  it('settle when the link is closed', async () => {
    const { link, clock, newest, share, alive } = await working();
    const onItsWay = link.submit(share(1));
    onItsWay.catch(() => undefined);
    alive.clear();
    newest().lose();
    await settle();
    const held = link.submit(share(2));
    held.catch(() => undefined);
    await link[Symbol.asyncDispose]();
    await expect(onItsWay).rejects.toMatchObject({ name: 'PoolLostError' });
    await expect(held).rejects.toMatchObject({ name: 'StaleShareError' });
    expect(clock.pending).toBe(0);
  });
});

describe('sessions of a link', () => {
  it('are gone on with by their id, also after the pool was away', async () => {
    const { link, clock, alive, newest, tries } = linkTo(first);
    alive.set(first.url, 'abc');
    link.start();
    await settle();
    newest().announce(verusJob('a'));
    clock.advance(30_000);
    newest().lose();
    alive.clear();
    await settle();
    alive.set(first.url, 'def');
    await clock.advanceAsync(500, 100);
    await settle();
    expect(tries.map(({ options }) => options.resumeId)).toEqual([null, 'abc', 'abc']);
  });

  it.each([
    ['refuses to', new PoolRefusedError('first:3333', { code: 20, message: 'unknown' }), 1],
    ['hangs up', new PoolClosedError('first:3333'), 1],
    ['does not answer twice', new PoolSilentError('first:3333', 'login'), 2],
  ])('are begun anew where the pool %s', async (_, refusal, times) => {
    const { link, clock, alive, refuse, newest, tries } = linkTo(first);
    alive.set(first.url, 'abc');
    link.start();
    await settle();
    newest().announce(verusJob('a'));
    clock.advance(30_000);
    refuse(refusal, times);
    newest().lose();
    for (let wait = 500; tries.length < times + 2; wait *= 2) {
      await settle();
      await clock.advanceAsync(wait, 100);
    }
    const ids = tries.map(({ options }) => options.resumeId);
    expect(ids).toEqual([null, ...Array.from({ length: times }, () => 'abc'), null]);
  });
});
