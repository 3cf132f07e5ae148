import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { shareFor } from '../testing/sample-shares.ts';
import { settle, type ScriptedLine } from '../testing/scripted-line.ts';
import {
  account,
  courtesy,
  isOpen,
  notify,
  sayInTurn,
  scripted,
  subscription,
  yes,
} from '../testing/scripted-session.ts';
import { openPoolSession, type SessionOptions } from './open-session.ts';
import type { PoolJob } from './pool-session.ts';

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

/** A session that is logged in and has work. */
async function working(options: Partial<SessionOptions> = {}) {
  const { line, clock, opening } = scripted(options);
  await sayInTurn(line, subscription, yes(2), notify);
  const session = closing.use(await opening);
  const jobs: PoolJob[] = [];
  session.onJob((job) => jobs.push(job));
  await settle();
  const share = (number: number, worker = account.user) => {
    const [job] = jobs;
    if (!job) throw new Error('there is no work');
    return shareFor(job, worker, number);
  };
  return { line, clock, session, jobs, share };
}

describe('a session', () => {
  it('subscribes, logs in, and gives the work that came meanwhile', async () => {
    const { line, clock, session, jobs } = await working();
    expect(line.messages()).toEqual([
      { id: 1, method: 'mining.subscribe', params: ['rigwright/1'] },
      { id: 2, method: 'mining.authorize', params: ['me.rig', 'x'] },
      { id: 3, method: courtesy, params: [] },
    ]);
    expect(jobs).toMatchObject([
      { dialect: 'stratum1', difficulty: 1, versionMask: null, job: { id: 'job' } },
    ]);
    expect(session).toMatchObject({ resumeId: 'session', since: clock.now(), account });
    line.say({ id: null, method: 'mining.set_difficulty', params: [8] }, notify);
    await settle();
    expect(jobs.at(-1)).toMatchObject({ difficulty: 8 });
  });

  it('goes on with an earlier session, or with a new one where the pool does not want that', async () => {
    const { line, opening } = scripted({ resumeId: 'session' });
    line.say({ ...subscription, result: null, error: [20, 'unknown session', null] });
    await settle();
    await sayInTurn(line, { ...subscription, id: 2 }, yes(3));
    closing.use(await opening);
    expect(line.messages(courtesy).map(({ params }) => params)).toEqual([
      ['rigwright/1', 'session'],
      ['rigwright/1'],
      ['me.rig', 'x'],
    ]);
  });

  it('asks to choose bits of the version first of all, and minds no silence', async () => {
    const { line, opening } = scripted({ versionMask: 0x1fff_e000 });
    await sayInTurn(
      line,
      { id: 1, result: { 'version-rolling': true, 'version-rolling.mask': '00ffe000' } },
      { ...subscription, id: 2 },
      yes(3),
      notify,
    );
    const session = closing.use(await opening);
    const jobs: PoolJob[] = [];
    session.onJob((job) => jobs.push(job));
    expect(line.messages()[0]).toMatchObject({ method: 'mining.configure' });
    expect(jobs).toMatchObject([{ versionMask: 0x00ff_e000 }]);

    const silent = scripted({ versionMask: 0x1fff_e000 });
    await sayInTurn(silent.line, { ...subscription, id: 2 }, yes(3), notify);
    const other = closing.use(await silent.opening);
    await silent.clock.advanceAsync(40_000, 1_000);
    other.onJob((job) => expect(job).toMatchObject({ versionMask: null }));
  });

  it('takes the verdict of the pool on a share', async () => {
    const { line, clock, session, share } = await working();
    const accepted = session.submit(share(1));
    const refused = session.submit(share(2));
    const curt = session.submit(share(3));
    await settle();
    expect(line.messages(courtesy).at(-1)).toMatchObject({ id: 6, method: 'mining.submit' });
    clock.advance(80);
    line.say({ id: 5, result: null, error: [23, 'low difficulty share', null] }, yes(4));
    line.say({ id: 6, result: false });
    await expect(accepted).resolves.toEqual({ accepted: true, failure: null, latencyMs: 80 });
    const failure = { code: 23, message: 'low difficulty share' };
    await expect(refused).resolves.toMatchObject({ accepted: false, failure });
    await expect(curt).resolves.toMatchObject({
      failure: { message: 'rejected by the pool' },
    });
  });

  it('names a worker to the pool before its first share, and uses its own name for others', async () => {
    const { line, session, share } = await working();
    const first = session.submit(share(1, 'me.other'));
    await settle();
    expect(line.messages().at(-1)).toMatchObject({
      id: 4,
      method: 'mining.authorize',
      params: ['me.other', 'x'],
    });
    line.say(yes(4));
    await settle();
    line.say(yes(5));
    await expect(first).resolves.toMatchObject({ accepted: true });
    const refused = session.authorizeWorker('stranger');
    await settle();
    line.say({ id: 6, result: null, error: [24, 'unauthorized', null] });
    await expect(refused).resolves.toBe(false);
    void session.submit(share(2, 'stranger')).catch(() => undefined);
    void session.submit(share(3, 'me.other')).catch(() => undefined);
    await settle();
    const names = line.messages().slice(-2);
    expect(names.map(({ params }) => (params as string[])[0])).toEqual(['me.rig', 'me.other']);
  });

  it('answers what the pool asks, and passes over what nobody asked for', async () => {
    const { line, session } = await working();
    line.say(
      { id: 70, method: 'client.get_version', params: [] },
      { id: 71, method: 'mining.ping', params: [] },
      { id: 72, method: 'mining.mystery', params: [] },
      { id: null, method: 'mining.mystery', params: [] },
      { id: 987_654_321, result: true, error: null },
      { id: 'x', result: true, error: null },
      { id: null, method: 'client.show_message', params: ['hello'] },
      '\r\n\n',
    );
    await settle();
    expect(line.messages().slice(-3)).toEqual([
      { id: 70, result: 'rigwright/1', error: null },
      { id: 71, result: 'pong', error: null },
      { id: 72, result: null, error: [20, 'Not supported.', null] },
    ]);
    await expect(isOpen(session)).resolves.toBe(true);
  });

  it('takes numbers of requests as texts, too', async () => {
    const { line, session, share } = await working();
    const submitted = session.submit(share(1));
    await settle();
    line.say({ id: '4', result: true, error: null });
    await expect(submitted).resolves.toMatchObject({ accepted: true });
  });

  it('stops waiting for a verdict when it is told to', async () => {
    const { line, session, share } = await working();
    const stop = new AbortController();
    const submitted = session.submit(share(1), stop.signal);
    stop.abort(new Error('enough'));
    await expect(submitted).rejects.toThrow('enough');
    line.say(yes(4));
    await settle();
    await expect(session.submit(share(2), stop.signal)).rejects.toThrow('enough');
  });
});

describe('a session that cannot be opened', () => {
  const refusal = { id: 1, result: null, error: [24, 'go away', null] };

  it.each([
    ['is refused', (line: ScriptedLine) => line.say(refusal), 'PoolRefusedError'],
    ['is closed', (line: ScriptedLine) => line.end(), 'PoolClosedError'],
    ['breaks', (line: ScriptedLine) => line.end(new Error('wire cut')), 'Error'],
    ['gets no JSON', (line: ScriptedLine) => line.say('garbage\n'), 'BadStratumMessageError'],
    [
      'gets no extranonce',
      (line: ScriptedLine) => line.say({ id: 1, result: [1, 2], error: null }),
      'BadStratumMessageError',
    ],
    ['gets no line end', (line: ScriptedLine) => line.say('x'.repeat(300_000)), 'LineTooLongError'],
  ])('ends with a reason when it %s', async (_, happen, name) => {
    const { line, clock, opening } = scripted();
    happen(line);
    await expect(opening).rejects.toMatchObject({ name });
    expect(line.isOver).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('gives up when the login is not answered', async () => {
    const { line, clock, opening } = scripted();
    await settle();
    await clock.advanceAsync(17_000, 1_000);
    await expect(opening).rejects.toMatchObject({ reason: 'no answer to the login' });
    expect(line.isOver).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('ends at once when it is told to', async () => {
    const stop = new AbortController();
    const { line, clock, opening } = scripted({ signal: stop.signal });
    await settle();
    stop.abort(new Error('not any more'));
    await expect(opening).rejects.toThrow('not any more');
    expect(line.isOver).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('says what is wrong with an address', async () => {
    const { line } = scripted();
    const opening = openPoolSession(
      { ...account, url: 'http://pool.example' },
      {
        dialect: 'verus',
        connect: line.connect,
        clock: new FakeClock(),
        userAgent: '',
        signal: new AbortController().signal,
      },
    );
    await expect(opening).rejects.toMatchObject({ code: 'bad-pool-url' });
  });
});

describe('a session that ends', () => {
  it.each<[string, (line: ScriptedLine) => void, object]>([
    ['breaks', (line) => line.end(new Error('wire cut')), { message: 'wire cut' }],
    [
      'talks nonsense',
      (line) => line.say('nonsense\n'.repeat(11)),
      { name: 'BadStratumMessageError' },
    ],
    ['talks without end', (line) => line.say('x'.repeat(300_000)), { name: 'LineTooLongError' }],
    [
      'asks to come again',
      (line) => line.say({ id: null, method: 'client.reconnect', params: ['', 4444, 5] }),
      { name: 'PoolReconnectError', port: 4444, waitMs: 5_000 },
    ],
  ])('says why: the pool %s', async (_, happen, reason) => {
    const { line, clock, session, share } = await working();
    const submitted = session.submit(share(1));
    happen(line);
    await expect(submitted).rejects.toMatchObject({ name: 'PoolLostError', wasSent: true });
    await expect(session.ended).resolves.toMatchObject(reason);
    await expect(session.submit(share(2))).rejects.toMatchObject({
      name: 'PoolLostError',
      wasSent: false,
    });
    expect(line.isOver).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('ends without a reason where the pool just closes it', async () => {
    const { line, session } = await working();
    line.end();
    await expect(session.ended).resolves.toBeUndefined();
  });

  it('stays with ten lines that are not understood, and work makes good for them', async () => {
    const { line, session, jobs } = await working();
    for (let round = 0; round < 3; round += 1) line.say('nonsense\n'.repeat(10), notify);
    await settle();
    expect(jobs).toHaveLength(4);
    await expect(isOpen(session)).resolves.toBe(true);
  });

  it('does not go to another host', async () => {
    const { line, session } = await working();
    line.say({ id: null, method: 'client.reconnect', params: ['evil.example', 3333, 0] });
    await settle();
    await expect(isOpen(session)).resolves.toBe(true);
  });

  it('ends when a share is not answered', async () => {
    const { clock, session, share } = await working();
    const submitted = session.submit(share(1));
    submitted.catch(() => undefined);
    await clock.advanceAsync(32_000, 1_000);
    await expect(session.ended).resolves.toMatchObject({ reason: 'no answer' });
    await expect(submitted).rejects.toMatchObject({ name: 'PoolLostError' });
  });

  it('ends when no work comes', async () => {
    const { line, clock, opening } = scripted();
    await sayInTurn(line, subscription, yes(2));
    const session = closing.use(await opening);
    await clock.advanceAsync(62_000, 1_000);
    await expect(session.ended).resolves.toMatchObject({ reason: 'no work came' });
  });

  it('asks a silent pool each minute whether it is there, and gives it up after five', async () => {
    const { line, clock, session } = await working();
    await clock.advanceAsync(59_000, 1_000);
    expect(line.messages().filter(({ method }) => method === courtesy)).toHaveLength(1);
    await clock.advanceAsync(2_000, 1_000);
    expect(line.messages().filter(({ method }) => method === courtesy)).toHaveLength(2);
    line.say(yes(4));
    await settle();
    await clock.advanceAsync(290_000, 1_000);
    await expect(isOpen(session)).resolves.toBe(true);
    await clock.advanceAsync(20_000, 1_000);
    await expect(session.ended).resolves.toMatchObject({ reason: 'it says nothing' });
  });

  it('ends when the pool has forgotten who we are', async () => {
    const { line, session, share } = await working();
    const submitted = session.submit(share(1));
    await settle();
    line.say({ id: 4, result: null, error: [25, 'not subscribed', null] });
    await expect(submitted).resolves.toMatchObject({ accepted: false });
    await expect(session.ended).resolves.toMatchObject({ name: 'PoolRefusedError' });
  });

  it('closes quietly when its owner closes it', async () => {
    const { line, clock, session } = await working();
    await session[Symbol.asyncDispose]();
    await expect(session.ended).resolves.toBeUndefined();
    line.say(notify);
    await settle();
    expect(clock.pending).toBe(0);
  });
});
