import { describe, expect, it } from 'vitest';
import { blockHeader } from '../../protocols/stratum/bitcoin/block-header.ts';
import { targetBytes, targetOf } from '../../protocols/stratum/bitcoin/difficulty.ts';
import { fromHex } from '../../protocols/stratum/bitcoin/hex.ts';
import { bitcoinWork } from '../../testing/sample-work.ts';
import { sha256d } from '../../testing/sha256d.ts';
import { bitcoin } from './bitcoin.ts';

const choice = fromHex('0000000a');

describe('the Bitcoin dialect', () => {
  it('makes the header that the pool will make of the share', () => {
    const work = bitcoinWork();
    const { extranonce1 } = work.extranonce;
    const made = { extranonce1, extranonce2: choice, time: work.job.time, nonce: 0 };
    const header = blockHeader(work.job, made, sha256d);
    expect(bitcoin.round(work, choice, sha256d)).toEqual({
      header,
      tail: new Uint8Array(4),
      choice,
    });
    expect(bitcoin.choiceBytes(work)).toBe(4);
  });

  it('sends the choice as extranonce2', () => {
    const submit = bitcoin.encodeSubmit(4, 'me.rig', bitcoinWork(), { choice, nonce: 7 });
    expect(JSON.parse(submit)).toEqual({
      id: 4,
      method: 'mining.submit',
      params: ['me.rig', 'job', '0000000a', '6b49d200', '00000007'],
    });
  });

  it('takes difficulty 1 until the pool says otherwise', () => {
    const aimOf = (difficulty: number) => ({
      difficulty,
      target: targetBytes(targetOf(difficulty)),
    });
    expect(bitcoin.firstAim).toEqual(aimOf(1));
    const said = '{"id":null,"method":"mining.set_difficulty","params":[0.25]}';
    expect(bitcoin.decode(said)).toEqual({ kind: 'aim', aim: aimOf(0.25) });
  });
});
