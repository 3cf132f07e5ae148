import { describe, expect, it } from 'vitest';
import { sha256d } from '../../../testing/sha256d.ts';
import { blockHeader, merkleRoot } from './block-header.ts';
import { difficultyOf, reaches, targetOf } from './difficulty.ts';
import { fromHex, toHex } from './hex.ts';
import { swapWords, type StratumJob } from './job.ts';

/** Bytes of a hash that is written down as people do, the other way round. */
const printed = (hex: string): Uint8Array => fromHex(hex).toReversed();

// Block 100,000 of Bitcoin, of which the coinbase transaction, the ids of the other three transactions
// and the header are public. The last bytes of its script are taken for the extranonces.
const job: StratumJob = {
  id: '1',
  previousHash: printed('000000000002d01c1fccc21636b607dfd930d31d01c3a62104612a1719011250'),
  coinbase1: fromHex(`0100000001${'00'.repeat(32)}ffffffff08044c86041b02`),
  coinbase2: fromHex(
    'ffffffff0100f2052a010000004341041b0e8c2567c12536aa13357b79a073dc4444acb83c4ec7a0e2f99dd7457516' +
      'c5817242da796924ca4e99947d087fedf9ce467cb9f7c6287078f801df276fdf84ac00000000',
  ),
  merkleBranch: [
    printed('fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4'),
    sha256d(
      Buffer.concat([
        printed('6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4'),
        printed('e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d'),
      ]),
    ),
  ],
  version: 1,
  bits: 0x1b04864c,
  time: 1_293_623_863,
  cleanJobs: true,
};
const choice = {
  extranonce1: fromHex('06'),
  extranonce2: fromHex('02'),
  time: job.time,
  nonce: 274_148_111,
};

describe('blockHeader', () => {
  it('rebuilds block 100,000 of Bitcoin', () => {
    const header = blockHeader(job, choice, sha256d);
    expect(header).toHaveLength(80);
    expect(toHex(header.slice(36, 68).toReversed())).toBe(
      'f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766',
    );
    expect(toHex(sha256d(header).toReversed())).toBe(
      '000000000003ba27aa200b1cecaad478d2b00432346c3f1f3986da1afd33e506',
    );
  });

  it('gives a hash that reaches the difficulty of its network and no more', () => {
    const hash = sha256d(blockHeader(job, choice, sha256d));
    expect(reaches(hash, targetOf(14_484.16))).toBe(true);
    expect(difficultyOf(hash)).toBeCloseTo(17_583.056, 3);
    expect(reaches(hash, targetOf(17_600))).toBe(false);
  });

  it('depends on every part of the choice', () => {
    const hashOf = (other: Partial<typeof choice>): string =>
      toHex(sha256d(blockHeader(job, { ...choice, ...other }, sha256d)));
    const hashes = [
      hashOf({}),
      hashOf({ extranonce1: fromHex('07') }),
      hashOf({ extranonce2: fromHex('03') }),
      hashOf({ time: choice.time + 1 }),
      hashOf({ nonce: 0xffff_ffff }),
    ];
    expect(new Set(hashes).size).toBe(5);
  });

  it('leaves the job as it was', () => {
    const before = structuredClone(job);
    blockHeader(job, choice, sha256d);
    expect(job).toEqual(before);
  });
});

describe('merkleRoot', () => {
  it('is the transaction itself where it is alone', () => {
    const leaf = new Uint8Array(32).fill(7);
    expect(merkleRoot(leaf, [], sha256d)).toEqual(leaf);
  });
});

describe('swapWords', () => {
  it('turns each word around and back', () => {
    const bytes = fromHex('0001020304050607');
    expect(toHex(swapWords(bytes))).toBe('0302010007060504');
    expect(swapWords(swapWords(bytes))).toEqual(bytes);
  });
});
