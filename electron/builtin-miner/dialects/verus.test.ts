import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadKernel } from '../../platform/kernels/load-kernel.ts';
import { fromHex, toHex } from '../../protocols/stratum/bitcoin/hex.ts';
import { headerNonce, verusHeader } from '../../protocols/stratum/verus/block-header.ts';
import { decodeClientMessage } from '../../protocols/stratum/verus/client-messages.ts';
import type { VerusJob } from '../../protocols/stratum/verus/job.ts';
import { shareTarget } from '../../protocols/stratum/verus/target.ts';
import { verusWork } from '../../testing/sample-work.ts';
import { sha256d } from '../../testing/sha256d.ts';
import type { PoolWork } from './dialect.ts';
import { verus } from './verus.ts';

type Recording = Record<'extranonce1' | 'setTarget' | 'notify' | 'submit' | 'poolNonce', string>;

const recordings = new URL('../../protocols/stratum/verus/recordings/', import.meta.url);
const read = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`${name}.json`, recordings), 'utf8')) as Recording;
const recorded = read('ccminer-3.8.3-merge-mined-share');
const hash = '000002e1702f6644ee8b5a8954393328dd92befa71a5e1fe0a5cb39886dda607';

function workOf(recording: Recording): PoolWork<VerusJob, Uint8Array> {
  const said = verus.decode(recording.notify);
  const aimed = verus.decode(recording.setTarget);
  if (said.kind !== 'job' || aimed.kind !== 'aim') throw new Error('not as recorded');
  return { job: said.job, extranonce: fromHex(recording.extranonce1), aim: aimed.aim };
}

describe('the Verus dialect', () => {
  it('sends a share byte by byte as ccminer sent it', () => {
    const solution = { choice: fromHex('00000000c6237f'), nonce: 0x0003_2da1 };
    const submit = verus.encodeSubmit(10, 'RTestWallet.rig1', workOf(recorded), solution);
    expect(JSON.parse(submit)).toEqual(JSON.parse(recorded.submit));
  });

  it('puts the extranonce where pools look for it: into the nonce space and the nonce field', () => {
    const { header, tail, choice } = verus.round(
      workOf(recorded),
      fromHex('01020304050607'),
      sha256d,
    );
    expect(header).toHaveLength(1_487);
    expect(toHex(header.subarray(108, 140))).toBe(`${recorded.extranonce1}${'0'.repeat(56)}`);
    expect(toHex(tail)).toBe(`${recorded.extranonce1}0102030405060700000000`);
    expect(toHex(choice)).toBe('01020304050607');
  });

  it.each([
    ["a chain of its own, where the nonce is the client's", read('ccminer-3.8.3-share'), ''],
    ["merge-mined chains, where it is the pool's", recorded, recorded.poolNonce],
  ])('finds for %s what a node hashes of the share', async (_name, recording, poolNonce) => {
    const kernel = await loadKernel('verushash', { backend: 'wasm' });
    const work = workOf(recording);
    const { header, tail, choice } = verus.round(work, fromHex('000000000000ff'), sha256d);
    using prepared = kernel.prepareJob(header, 'miner');
    const found = prepared.scan(tail, shareTarget(0.01), 0, 10_000);
    if (!found) throw new Error('ten thousand hashes hold a share of eighty');

    const line = verus.encodeSubmit(1, 'me', work, { choice, nonce: found.nonce });
    const message = decodeClientMessage(line);
    if (message.kind !== 'submit') throw new Error('not a share');
    const { nonce2, solution, time } = message.share;
    const theirs = verusHeader(
      { ...work.job, solution, time },
      poolNonce === '' ? headerNonce(work.extranonce, nonce2) : fromHex(poolNonce),
    );
    expect(kernel.hash(theirs)).toEqual(found.hash);
  });

  it('leaves to a round what the extranonce leaves of eleven bytes', () => {
    const bytes = [1, 4, 8, 11].map((length) =>
      verus.choiceBytes(verusWork({ extranonce1: new Uint8Array(length) })),
    );
    expect(bytes).toEqual([10, 7, 3, 0]);
  });

  it('tells difficulties as pools do', () => {
    expect(workOf(recorded).aim).toEqual({
      target: fromHex(`00002${'0'.repeat(59)}`).toReversed(),
      difficulty: expect.closeTo(64, 6) as number,
    });
    expect(verus.difficultyOf(fromHex(hash).toReversed())).toBeCloseTo(710.958536, 5);
    expect(verus.difficultyOf(shareTarget(1_000))).toBeCloseTo(1_000, 6);
    expect(verus.firstAim).toBeNull();
  });

  it('hears of a new extranonce', () => {
    const changed = '{"id":null,"method":"mining.set_extranonce","params":["0a0b"]}';
    expect(verus.decode(changed)).toEqual({
      kind: 'extranonce',
      extranonce: fromHex('0a0b'),
    });
    expect(verus.decodeSubscription([null, '18000000'])).toEqual(fromHex('18000000'));
  });
});
