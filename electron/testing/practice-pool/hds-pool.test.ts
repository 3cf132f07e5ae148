import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { beamSamples } from '../../platform/kernels/beam-samples.ts';
import { loadSolutionKernel } from '../../platform/kernels/load-kernel.ts';
import { packDifficulty } from '../../protocols/beam/packed-difficulty.ts';
import { fromHex, hexBytes } from '../../protocols/stratum/bitcoin/hex.ts';
import { encodeLogin, encodeSolution } from '../../protocols/stratum/hds/client-messages.ts';
import { mainForks } from '../../protocols/stratum/hds/beam-hash.ts';
import { nonceWith } from '../../protocols/stratum/hds/nonce-prefix.ts';
import { decodeServerMessage } from '../../protocols/stratum/hds/server-messages.ts';
import { openLineClient } from '../line-client.ts';
import { until } from '../until.ts';
import type { HdsOptions } from './dialects/hds.ts';
import { startPracticePool, type PoolOptions, type PracticePool } from './practice-pool.ts';

const folder = new URL('../../protocols/stratum/hds/recordings/', import.meta.url);
const kernel = await loadSolutionKernel();

/** A share that a pool of Beam took: of difficulty 1,417.996, for 320.66. */
const recorded = z
  .object({
    input: hexBytes(32),
    height: z.number(),
    nonce: hexBytes(8),
    noncePrefix: z.string(),
    difficulty: z.number(),
    output: hexBytes(104),
  })
  .parse(JSON.parse(read('beam-pool-1067767-share.json')));

function read(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function openPool(options: HdsOptions & PoolOptions = {}): Promise<PracticePool> {
  return closing.use(await startPracticePool({ dialect: 'hds', kernel, ...options }));
}

async function openClient({ address }: PracticePool) {
  const client = closing.use(await openLineClient(address));
  const messages = () => client.lines.map(decodeServerMessage);
  return {
    client,
    logIn: async (apiKey = 'a key of the node') => {
      client.send(encodeLogin('login', apiKey));
      const result = await until('the result', () => messages()[0]);
      return { result, job: await until('the job', () => messages().find(isJob)) };
    },
    /** @returns the code of the answer */
    submit: async (jobId: string, nonce: Uint8Array, solution: Uint8Array): Promise<number> => {
      const seen = client.lines.length;
      client.send(encodeSolution({ jobId, nonce, solution }));
      const answer = await until('the result', () => messages()[seen]);
      if (answer.kind !== 'result' || answer.result.id !== jobId) throw new Error('no result');
      return answer.result.code;
    },
  };
}

type Message = ReturnType<typeof decodeServerMessage>;
const isJob = (message: Message): message is Extract<Message, { kind: 'job' }> =>
  message.kind === 'job';

describe('a client of the Hds node', () => {
  it('gets with its login a prefix of its own, the forks and a job of BeamHash III', async () => {
    const { logIn } = await openClient(await openPool());
    const { result, job } = await logIn();
    const noncePrefix = expect.stringMatching(/^[0-9a-f]{6}$/) as string;
    expect(result).toMatchObject({
      kind: 'result',
      result: { id: 'login', code: 0, description: 'Success', noncePrefix, forks: mainForks },
    });
    expect(job).toMatchObject({ job: { id: '1', height: 900_000, difficulty: 0 }, noncePrefix });
  });

  it('may send the share that a real pool took: the solution is verified, and its target', async () => {
    const { input, height, noncePrefix, nonce, output } = recorded;
    const pool = await openPool({ inputs: [{ input, height }], noncePrefix, difficulty: 320.66 });
    const { logIn, submit } = await openClient(pool);
    const { job } = await logIn();
    expect(job).toMatchObject({ job: { input, height, difficulty: packDifficulty(320.66) } });
    await expect(submit('1', nonce, output)).resolves.toBe(1);
    await expect(submit('1', nonce, output)).resolves.toBe(2);
    await expect(submit('1', nonce, output.with(0, 0))).resolves.toBe(2);
    await expect(submit('7', nonce, output)).resolves.toBe(3);
    expect(pool.stats()).toMatchObject({
      accepted: 1,
      rejected: 3,
      byReason: { duplicate: 1, 'invalid-solution': 1, 'unknown-job': 1 },
      checkedWith: kernel.backend,
    });
  });

  it('is told that a valid solution reaches too little', async () => {
    const { input, nonce, output } = recorded;
    const pool = await openPool({ inputs: [{ input }], noncePrefix: '47', difficulty: 1_418 });
    const { logIn, submit } = await openClient(pool);
    await logIn();
    await expect(submit('1', nonce, output)).resolves.toBe(2);
    expect(pool.stats().byReason['low-difficulty']).toBe(1);
  });

  it.each(beamSamples.map((sample) => [sample.generation, sample] as const))(
    'is asked for BeamHash %d where the height says so',
    async (generation, { input, nonce, solution }) => {
      const height = [0, mainForks.second, mainForks.third][generation - 1] ?? 0;
      const pool = await openPool({ inputs: [{ input, height }], noncePrefix: '', difficulty: 1 });
      const { logIn, submit } = await openClient(pool);
      await logIn();
      await expect(submit('1', nonce, solution)).resolves.toBe(1);
    },
  );

  it('gets the known inputs in turns', async () => {
    const inputs = beamSamples.map(({ input }) => ({ input }));
    const pool = await openPool({ inputs });
    const { client, logIn } = await openClient(pool);
    await logIn();
    for (let jobs = 0; jobs < 3; jobs += 1) pool.nextJob();
    const jobs = await until('four jobs', () => {
      const found = client.lines.map(decodeServerMessage).filter(isJob);
      return found.length === 4 && found;
    });
    expect(jobs.map(({ job }) => job.input)).toEqual(
      [0, 1, 2, 0].map((index) => inputs[index]?.input),
    );
  });
});

describe('the Hds node hangs up', () => {
  it('after a nonce that is not of this client', async () => {
    const pool = await openPool({ noncePrefix: '471051' });
    const { client, logIn, submit } = await openClient(pool);
    await logIn();
    await expect(submit('1', nonceWith('471052', 1n), recorded.output)).resolves.toBe(2);
    await until('the end', () => client.closed);
  });

  it('after a login without a key', async () => {
    const { client } = await openClient(await openPool());
    client.send(encodeLogin('login', ''));
    await until('the end', () => client.closed);
    expect(client.lines.map(decodeServerMessage)).toMatchObject([
      { kind: 'result', result: { code: -32_003, description: 'Login failed' } },
    ]);
  });

  it.each([
    ['no JSON', 'hello\n'],
    ['an empty id', '{"id":"","method":"login","api_key":"a key of the node","jsonrpc":"2.0"}\n'],
    ['an unknown method', '{"id":"1","method":"dance","jsonrpc":"2.0"}\n'],
    ['a missing field', '{"id":"1","method":"solution","nonce":"","jsonrpc":"2.0"}\n'],
  ])('for %s, without a word', async (_what, said) => {
    const { client } = await openClient(await openPool());
    client.send(said);
    await until('the end', () => client.closed);
    expect(client.lines).toEqual([]);
  });
});

it('refuses the 100 bytes of the wiki, which are of an early test network', async () => {
  const wiki = read('hds-core-wiki.jsonl').trim().split('\n');
  const line = wiki.map((each) => (JSON.parse(each) as { data: string }).data);
  const { client, logIn } = await openClient(await openPool());
  await logIn();
  client.send(line.find((each) => each.includes('"solution"')) ?? '');
  expect(decodeServerMessage(await client.line('"id":"212"'))).toMatchObject({
    result: { code: 2, description: 'rejected' },
  });
  expect(client.closed).toBe(false);
});

it('passes over what only nodes say', async () => {
  const { client, logIn, submit } = await openClient(await openPool());
  await logIn();
  client.send('{"id":"1","method":"cancel","jsonrpc":"2.0"}\n');
  await expect(submit('99', fromHex('00'.repeat(8)), recorded.output)).resolves.toBe(3);
});
