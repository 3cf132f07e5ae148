import { afterEach, describe, expect, it } from 'vitest';
import { loadKernel, loadSolutionKernel } from '../../platform/kernels/load-kernel.ts';
import {
  startPracticePool,
  type PracticePool,
  type PracticePoolOptions,
} from '../practice-pool/practice-pool.ts';
import { readStratumLine } from '../stratum-line.ts';
import { recordedTranscript } from './recorded-transcript.ts';
import { replayClient, type Exchange } from './replay-client.ts';

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function openPool(options: PracticePoolOptions): Promise<PracticePool> {
  return closing.use(await startPracticePool(options));
}

const errorOf = ({ answer }: Exchange): unknown => readStratumLine(answer ?? '').fields['error'];

const scrypt = await loadKernel('scrypt');
const verushash = await loadKernel('verushash');
const mining = [
  ['minerd 2.5.1', { kernel: scrypt }, 'recordings/minerd-2.5.1-nomp.jsonl'],
  ['cpuminer-opt 26.1', { kernel: scrypt }, 'recordings/cpuminer-opt-26.1-nomp.jsonl'],
  ['cpuminer-multi 1.3.7', { kernel: scrypt }, 'recordings/cpuminer-multi-1.3.7-nomp.jsonl'],
  ['XMRig 6.26.0 on GhostRider', { kernel: scrypt }, 'recordings/xmrig-6.26.0-nomp.jsonl'],
  [
    'ccminer 3.8.3',
    { dialect: 'verus', kernel: verushash },
    'verus/recordings/ccminer-3.8.3-s-nomp.jsonl',
  ],
  [
    'nheqminer 0.8.2',
    { dialect: 'verus', kernel: verushash },
    'verus/recordings/nheqminer-0.8.2-s-nomp.jsonl',
  ],
] as const;

describe.each(mining)('%s at a practice pool', (_who, spoken, name) => {
  it('is let in and given work, and its shares of other jobs are refused', async () => {
    const pool = await openPool(spoken);
    const { exchanges, lines, closed } = await replayClient(pool.address, recordedTranscript(name));
    expect(closed).toBe(false);
    const [shares, others] = [true, false].map((isShare) =>
      exchanges.filter(({ method }) => (method === 'mining.submit') === isShare),
    );
    expect(others?.map(errorOf)).toEqual(others?.map(() => null));
    expect(lines.some((line) => line.includes('"method":"mining.notify"'))).toBe(true);
    for (const error of shares?.map(errorOf) ?? []) expect(error).toContain(21);
    const { accepted, rejected, byReason } = pool.stats();
    expect([accepted, rejected]).toEqual([0, shares?.length]);
    expect(byReason['unknown-job']).toBe(rejected);
  });
});

describe('XMRig 6.26.0 at a practice pool', () => {
  it('is let in, and what it found elsewhere is believed once it names our job', async () => {
    const pool = await openPool({ dialect: 'cryptonote', difficulty: 100 });
    const name = 'cryptonote/recordings/xmrig-6.26.0-monero-pool.jsonl';
    const { exchanges } = await replayClient(pool.address, recordedTranscript(name), {
      rewrite(line, [welcome]) {
        const session = /"result":\{"id":"([^"]+)"/.exec(welcome ?? '')?.[1] ?? '';
        return line
          .replace(/"params":\{"id":"[^"]+"/, `"params":{"id":"${session}"`)
          .replace(/"job_id":"[^"]+"/, '"job_id":"1"');
      },
    });
    expect(exchanges.map(errorOf)).toEqual(exchanges.map(() => null));
    expect(pool.stats()).toMatchObject({ accepted: 8, rejected: 0 });
  });

  it('is told that it has no session where it names another', async () => {
    const pool = await openPool({ dialect: 'cryptonote' });
    const name = 'cryptonote/recordings/xmrig-proxy-6.26.0-monero-pool.jsonl';
    const { exchanges } = await replayClient(pool.address, recordedTranscript(name), {
      rewrite: (line) => line.replace(/"job_id":"[^"]+"/, '"job_id":"1"'),
    });
    const [login, ...shares] = exchanges.map(errorOf);
    expect(login).toBeNull();
    expect(shares).toEqual(shares.map(() => ({ code: -1, message: 'Unauthenticated' })));
  });
});

describe('ethminer 0.19.0 at a practice pool', () => {
  const name = 'ethereum/recordings/ethminer-0.19.0-eth-proxy.jsonl';

  it('is let in and given work, and its nonces are taken for it', async () => {
    const pool = await openPool({ dialect: 'ethproxy' });
    const { exchanges } = await replayClient(pool.address, recordedTranscript(name), {
      rewrite(line, said) {
        const work = said.map((each) => readStratumLine(each).fields['result']).find(Array.isArray);
        const header = String((work as string[] | undefined)?.[0]);
        const [, , old = ''] = /"params":\["(0x\w{16})","(0x\w{64})"/.exec(line) ?? [];
        return old === '' ? line : line.replace(old, header);
      },
    });
    expect(exchanges.map(errorOf)).toEqual(exchanges.map(() => undefined));
    const shares = exchanges.filter(({ method }) => method === 'eth_submitWork');
    expect(pool.stats()).toMatchObject({ accepted: shares.length, rejected: 0 });
  });

  it('that looks for the dialect finds it on its third try', async () => {
    const pool = await openPool({ dialect: 'ethproxy' });
    const auto = recordedTranscript('ethereum/recordings/ethminer-0.19.0-auto.jsonl');
    const { exchanges } = await replayClient(pool.address, auto);
    expect(exchanges.slice(0, 3).map(({ method }) => method)).toEqual([
      'mining.hello',
      'mining.subscribe',
      'eth_submitLogin',
    ]);
    expect(exchanges.slice(0, 2).map(errorOf)).toMatchObject([{ code: 20 }, { code: 20 }]);
    expect(errorOf(exchanges[2] ?? { method: '', request: '', answer: '' })).toBeUndefined();
  });
});

it('the example of Hds gets in, and its solution of 100 bytes does not', async () => {
  const pool = await openPool({ dialect: 'hds', kernel: await loadSolutionKernel() });
  const name = 'hds/recordings/hds-core-wiki.jsonl';
  const { exchanges } = await replayClient(pool.address, recordedTranscript(name));
  const codes = exchanges.map(({ answer }) => readStratumLine(answer ?? '').fields['code']);
  expect(codes).toEqual([0, 2]);
  expect(pool.stats().byReason.malformed).toBe(1);
});
