import { describe, expect, it } from 'vitest';
import { encodeRequest } from '../envelope.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import {
  decodeClientMessage,
  encodeSubmit,
  encodeSuggestTarget,
  encodeVersion,
} from './client-messages.ts';
import { targetBytes, targetOf } from './difficulty.ts';
import { fromHex } from './hex.ts';
import { encodePing, encodePong } from './keep-alive.ts';
import {
  decodeServerMessage,
  encodeGetVersion,
  encodeSubscription,
  encodeVersionMask,
  sessionIdOf,
} from './server-messages.ts';
import { commonMask, isWithinMask, rolledVersion } from './version-rolling.ts';
import { encodeSubscribe } from '../mining-login.ts';

const share = {
  worker: 'wallet.rig',
  jobId: '4f',
  extranonce2: fromHex('0001fe'),
  time: 0x6b01_4c2e,
  nonce: 0x0000_36dd,
};
const submit = ['wallet.rig', '4f', '0001fe', '6b014c2e', '000036dd'];

describe('a share with bits of the version', () => {
  it.each([
    [0x1fff_e000, '1fffe000'],
    [0x0000_2000, '00002000'],
    [0, '00000000'],
  ])('tells %s behind the nonce', (versionBits, digits) => {
    const line = encodeSubmit(3, { ...share, versionBits });
    expect(JSON.parse(line)).toMatchObject({ params: [...submit, digits] });
    const message = decodeClientMessage(line);
    expect(message).toEqual({ kind: 'submit', id: 3, share: { ...share, versionBits } });
  });

  it.each([
    [submit, undefined],
    [[...submit, null], undefined],
    [[...submit, '2000'], 0x2000],
    [[...submit, '1FFFE000', 'more'], 0x1fff_e000],
  ])('is read from %j', (params, versionBits) => {
    const message = decodeClientMessage(encodeRequest(3, 'mining.submit', params));
    expect(message.kind === 'submit' && message.share.versionBits).toBe(versionBits);
  });

  it.each([[''], ['123456789'], ['0x2000'], [8192]])('is refused with %j for them', (bits) => {
    const line = encodeRequest(3, 'mining.submit', [...submit, bits]);
    expect(() => decodeClientMessage(line)).toThrow(/^mining\.submit: 5 /);
  });
});

describe('version rolling', () => {
  it('changes the bits of the mask and no others', () => {
    expect(rolledVersion(0x2000_0000, 0x1fff_e000, 0x0000_6000)).toBe(0x2000_6000);
    expect(rolledVersion(0x3fff_ffff, 0x1fff_e000, 0)).toBe(0x2000_1fff);
    expect(rolledVersion(0xffff_ffff, 0xffff_ffff, 0x8000_0001)).toBe(0x8000_0001);
  });

  it('knows bits outside the mask', () => {
    expect(isWithinMask(0x1fff_e000, 0x1fff_e000)).toBe(true);
    expect(isWithinMask(0, 0)).toBe(true);
    expect(isWithinMask(0x2000_0000, 0x1fff_e000)).toBe(false);
    expect(isWithinMask(0x8000_0000, 0x7fff_ffff)).toBe(false);
  });

  it('is agreed on where both masks have bits', () => {
    expect(commonMask(0xffff_ffff, 0x1fff_e000)).toBe(0x1fff_e000);
    expect(commonMask(0x8000_0001, 0xffff_ffff)).toBe(0x8000_0001);
    expect(commonMask(0x00c0_0000, 0x0000_e000)).toBe(0);
  });

  it('hears of another mask', () => {
    const message = { kind: 'version-mask', mask: 0x3000 };
    expect(decodeServerMessage(encodeVersionMask(0x3000))).toEqual(message);
    const line = '{"params":["00003000"],"id":null,"method":"mining.set_version_mask"}';
    expect(decodeServerMessage(line)).toEqual(message);
    expect(() =>
      decodeServerMessage('{"method":"mining.set_version_mask","params":["xyz"]}'),
    ).toThrow('mining.set_version_mask: 0 must be 1 to 8 hexadecimal digits');
  });
});

describe('a session to go on with', () => {
  const extranonce = { extranonce1: fromHex('78000000'), extranonce2Bytes: 4 };

  it('is named by the pool and by the client that comes again', () => {
    const message = decodeServerMessage(encodeSubscription(1, extranonce, 'abc'));
    const sessionId = message.kind === 'answer' ? sessionIdOf(message.result) : undefined;
    expect(sessionId).toBe('abc');
    expect(decodeClientMessage(encodeSubscribe(1, 'Miner/1', sessionId))).toEqual({
      kind: 'subscribe',
      id: 1,
      userAgent: 'Miner/1',
      sessionId: 'abc',
    });
  });

  it.each([
    [[[['mining.notify', 'a']], '00', 4], 'a'],
    [[['mining.notify', 'b'], '00', 4], 'b'],
    [[[['mining.set_difficulty', 'c']], '00', 4], undefined],
    [[[['mining.notify', '']], '00', 4], undefined],
    [[[['mining.notify', 7]], '00', 4], undefined],
    [[null, '00', 4], undefined],
    [null, undefined],
  ])('in %j is %s', (result, sessionId) => {
    expect(sessionIdOf(result)).toBe(sessionId);
  });

  it.each([['x'.repeat(65)], [''], [7], [null]])('is not %j', (sessionId) => {
    const line = encodeRequest(1, 'mining.subscribe', ['Miner/1', sessionId]);
    expect(decodeClientMessage(line)).toEqual({ kind: 'subscribe', id: 1, userAgent: 'Miner/1' });
  });
});

describe('what keeps a connection', () => {
  it.each([decodeClientMessage, decodeServerMessage])('is understood by both sides', (decode) => {
    expect(decode(encodePing(7))).toEqual({ kind: 'ping', id: 7 });
    expect(decode(encodePong(7))).toEqual({ kind: 'answer', id: 7, result: 'pong', error: null });
    const pong = '{"id":100,"method":"mining.pong"}';
    expect(decode(pong)).toEqual({ kind: 'pong', id: 100 });
    const old = encodeRequest(2510, 'mining.multi_version', [1]);
    expect(decode(old)).toEqual({ kind: 'multi-version', id: 2510 });
  });

  it('tells the version that was asked for', () => {
    expect(decodeServerMessage(encodeGetVersion(8))).toEqual({ kind: 'get-version', id: 8 });
    expect(decodeClientMessage(encodeVersion(8, 'Miner/1'))).toEqual({
      kind: 'answer',
      id: 8,
      result: 'Miner/1',
      error: null,
    });
  });
});

describe('a suggested target', () => {
  it('travels with its most significant byte first', () => {
    const target = targetBytes(targetOf(1));
    const line = encodeSuggestTarget(4, target);
    expect(JSON.parse(line)).toMatchObject({ params: [`00000000ffff${'0'.repeat(52)}`] });
    expect(decodeClientMessage(line)).toEqual({ kind: 'suggest-target', id: 4, target });
  });

  it.each([[[]], [['ff']], [['0'.repeat(66)]], [[1]]])('is not %j', (params) => {
    const line = encodeRequest(4, 'mining.suggest_target', params);
    expect(() => decodeClientMessage(line)).toThrow(BadStratumMessageError);
  });
});
