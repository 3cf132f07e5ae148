import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../protocols/stratum/bitcoin/hex.ts';
import type { VerusJob } from '../../protocols/stratum/verus/job.ts';
import { shareTarget } from '../../protocols/stratum/verus/target.ts';
import { verusWork } from '../../testing/sample-work.ts';
import { sha256d } from '../../testing/sha256d.ts';
import type { PoolWork } from './dialect.ts';
import { verus } from './verus.ts';

const recordings = new URL('../../protocols/stratum/verus/recordings/', import.meta.url);
const recorded = JSON.parse(
  readFileSync(new URL('ccminer-3.8.3-merge-mined-share.json', recordings), 'utf8'),
) as Record<'extranonce1' | 'setTarget' | 'notify' | 'submit', string>;
const extranonce1 = fromHex(recorded.extranonce1);
const hash = '000002e1702f6644ee8b5a8954393328dd92befa71a5e1fe0a5cb39886dda607';

function recordedWork(): PoolWork<VerusJob, Uint8Array> {
  const said = verus.decode(recorded.notify);
  const aimed = verus.decode(recorded.setTarget);
  if (said.kind !== 'job' || aimed.kind !== 'aim') throw new Error('not as recorded');
  return { job: said.job, extranonce: extranonce1, aim: aimed.aim };
}

describe('the Verus dialect', () => {
  it('sends a share byte by byte as ccminer sent it', () => {
    const solution = { choice: fromHex('00000000c6237f'), nonce: 0x0003_2da1 };
    const submit = verus.encodeSubmit(10, 'RTestWallet.rig1', recordedWork(), solution);
    expect(JSON.parse(submit)).toEqual(JSON.parse(recorded.submit));
  });

  it('puts the extranonce where pools look for it: into the nonce space and the nonce field', () => {
    const { header, tail, choice } = verus.round(
      recordedWork(),
      fromHex('01020304050607'),
      sha256d,
    );
    expect(header).toHaveLength(1_487);
    expect(toHex(header.subarray(108, 140))).toBe(`${recorded.extranonce1}${'0'.repeat(56)}`);
    expect(toHex(tail)).toBe(`${recorded.extranonce1}0102030405060700000000`);
    expect(toHex(choice)).toBe('01020304050607');
  });

  it('leaves to a round what the extranonce leaves of eleven bytes', () => {
    const bytes = [1, 4, 8, 11].map((length) =>
      verus.choiceBytes(verusWork({ extranonce1: new Uint8Array(length) })),
    );
    expect(bytes).toEqual([10, 7, 3, 0]);
  });

  it('tells difficulties as pools do', () => {
    expect(recordedWork().aim).toEqual({
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
    expect(verus.decodeSubscription([null, '18000000'])).toEqual(extranonce1);
  });
});
