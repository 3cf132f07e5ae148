import { afterEach, describe, expect, it } from 'vitest';
import { shareFor } from '../../testing/sample-shares.ts';
import { settle } from '../../testing/scripted-line.ts';
import { courtesy, sayInTurn, scripted, yes, zeros } from '../../testing/scripted-session.ts';
import type { PoolDialect, PoolJob, PoolSession } from '../pool-session.ts';

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

describe('sessions of other dialects', () => {
  async function open(dialect: PoolDialect, ...said: object[]) {
    const { line, clock, opening } = scripted({ dialect });
    await sayInTurn(line, ...said);
    const session: PoolSession = closing.use(await opening);
    const jobs: PoolJob[] = [];
    session.onJob((job) => jobs.push(job));
    await settle();
    return { line, clock, session, jobs };
  }

  const blob = (nonce: string) => `${'00'.repeat(39)}${nonce}${'00'.repeat(33)}`;
  const cryptonoteLogin = (nonce: string, extensions: string[]) => ({
    id: 1,
    jsonrpc: '2.0',
    error: null,
    result: {
      id: 'me',
      status: 'OK',
      extensions,
      job: { job_id: '7', blob: blob(nonce), target: 'b88d0600' },
    },
  });

  it('speaks CryptoNote: the job comes with the login, and newer ones behind it count', async () => {
    const push = {
      jsonrpc: '2.0',
      method: 'job',
      params: { job_id: '8', blob: blob('0000005a'), target: 'b88d0600' },
    };
    const { line, clock, session, jobs } = await open(
      'cryptonote',
      cryptonoteLogin('0000005a', ['keepalive']),
      push,
    );
    expect(jobs).toMatchObject([{ noncePrefix: 0x5a, job: { id: '8' } }]);
    const [job] = jobs;
    if (!job) throw new Error('there is no work');
    const submitted = session.submit(shareFor(job, '', 1));
    await settle();
    expect(line.messages().at(-1)).toMatchObject({
      id: 2,
      method: 'submit',
      params: { id: 'me', job_id: '8', nonce: '0100005a' },
    });
    line.say({ id: 2, jsonrpc: '2.0', error: { code: -1, message: 'Low difficulty share' } });
    await expect(submitted).resolves.toMatchObject({ accepted: false });
    await expect(session.authorizeWorker('anybody')).resolves.toBe(true);
    await clock.advanceAsync(61_000, 1_000);
    expect(line.messages().at(-1)).toMatchObject({ method: 'keepalived', params: { id: 'me' } });
    line.say({ id: 3, jsonrpc: '2.0', error: null, result: { status: 'KEEPALIVED' } });
  });

  it('asks no CryptoNote pool for life that has not offered it', async () => {
    const { line, clock, session, jobs } = await open(
      'cryptonote',
      cryptonoteLogin('00000000', []),
    );
    expect(jobs).toMatchObject([{ noncePrefix: null }]);
    await clock.advanceAsync(120_000, 1_000);
    expect(line.messages()).toHaveLength(1);
    const [job] = jobs;
    if (!job) throw new Error('there is no work');
    const submitted = session.submit(shareFor(job, '', 1));
    await settle();
    line.say({ id: 2, error: { code: -1, message: 'Unauthenticated' } });
    await expect(submitted).resolves.toMatchObject({ accepted: false });
    await expect(session.ended).resolves.toMatchObject({ name: 'PoolRefusedError' });
  });

  it('speaks Hds: results name the job, and come in order', async () => {
    const login = {
      id: 'login',
      jsonrpc: '2.0',
      method: 'result',
      code: 0,
      description: 'Success',
      nonceprefix: 'abcdef',
      forkheight: 5,
      forkheight2: 9,
    };
    const job = { id: '12', jsonrpc: '2.0', method: 'job', input: zeros, difficulty: 0, height: 7 };
    const { line, session, jobs } = await open('hds', login, job);
    expect(line.messages()).toEqual([
      { id: 'login', jsonrpc: '2.0', method: 'login', api_key: 'me.rig' },
    ]);
    expect(jobs).toMatchObject([
      { noncePrefix: 'abcdef', forks: { second: 5, third: 9 }, job: { id: '12' } },
    ]);
    const [work] = jobs;
    if (!work) throw new Error('there is no work');
    const first = session.submit(shareFor(work, '', 1));
    const second = session.submit(shareFor(work, '', 2));
    await settle();
    const result = { id: '12', jsonrpc: '2.0', method: 'result' };
    line.say({ ...result, id: '99', code: 1 });
    line.say({ ...result, code: 1, description: 'accepted' });
    line.say({ ...result, code: 3, description: 'expired' }, { ...result, code: 1 });
    await expect(first).resolves.toMatchObject({ accepted: true });
    await expect(second).resolves.toMatchObject({ failure: { code: 3, message: 'expired' } });
  });

  it('is told by an Hds node that its key is none', async () => {
    const { line, opening } = scripted({ dialect: 'hds' });
    line.say({ id: 'login', method: 'result', code: -32_003, description: 'Login failed' });
    await expect(opening).rejects.toMatchObject({
      userMessage: 'The pool pool.example:3333 refused to let us in: Login failed.',
    });
  });

  it('speaks eth-proxy: it asks for work until the pool sends some by itself', async () => {
    const work = (id: number, byte: string) => ({
      id,
      jsonrpc: '2.0',
      result: [`0x${byte.repeat(32)}`, `0x${zeros}`, `0x00000000ffff${'00'.repeat(26)}`],
    });
    const { line, clock, session, jobs } = await open('ethproxy', yes(1), work(2, '01'));
    expect(line.messages().map(({ method }) => method)).toEqual(['eth_submitLogin', 'eth_getWork']);
    expect(jobs).toHaveLength(1);
    await clock.advanceAsync(6_000, 1_000);
    expect(line.messages()).toHaveLength(3);
    line.say(work(3, '01'));
    await settle();
    expect(jobs).toHaveLength(1);
    line.say(work(0, '02'));
    await settle();
    expect(jobs).toHaveLength(2);
    await clock.advanceAsync(50_000, 1_000);
    expect(line.messages()).toHaveLength(3);
    const [, job] = jobs;
    if (!job) throw new Error('there is no work');
    const submitted = session.submit(shareFor(job, 'rig', 1));
    await settle();
    expect(line.messages().at(-1)).toMatchObject({
      id: 4,
      method: 'eth_submitWork',
      worker: 'rig',
    });
    line.say(yes(4));
    await expect(submitted).resolves.toMatchObject({ accepted: true });
  });

  it('speaks EthereumStratum: the nonce begins with what the pool gives', async () => {
    const { line, session, jobs } = await open(
      'ethstratum',
      { id: 1, result: [['mining.notify', 's', 'EthereumStratum/1.0.0'], '5a5b'], error: null },
      yes(2),
      { id: null, method: 'mining.set_difficulty', params: [0.5] },
      { id: null, method: 'mining.notify', params: ['ab', zeros, zeros, true] },
    );
    expect(jobs).toMatchObject([{ difficulty: 0.5, extranonce: Uint8Array.of(0x5a, 0x5b) }]);
    const [job] = jobs;
    if (!job) throw new Error('there is no work');
    const submitted = session.submit(shareFor(job, 'me.rig', 1));
    await settle();
    expect(line.messages(courtesy).at(-1)).toMatchObject({
      params: ['me.rig', 'ab', '010000000000'],
    });
    line.say(yes(4));
    await expect(submitted).resolves.toMatchObject({ accepted: true });
  });

  it('refuses a share of another dialect as a bug', async () => {
    const { session } = await open('cryptonote', cryptonoteLogin('00000000', []));
    const job: PoolJob = {
      dialect: 'ethproxy',
      job: { headerHash: new Uint8Array(32), seedHash: new Uint8Array(32), target: 1n },
    };
    await expect(session.submit(shareFor(job, '', 1))).rejects.toThrow('another dialect');
  });
});
