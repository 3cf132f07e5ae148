import { describe, expect, it } from 'vitest';
import { encodeLogin as encodeCryptonoteLogin } from './cryptonote/client-messages.ts';
import {
  encodeLogin as encodeEthProxyLogin,
  encodeSubmit as encodeEthProxySubmit,
} from './ethereum/eth-proxy/client-messages.ts';
import { encodeLogin as encodeHdsLogin } from './hds/client-messages.ts';
import { maskLine, type MaskedDialect } from './mask-line.ts';
import { encodeAuthorize, encodeSubscribe } from './mining-login.ts';

const user = 'RWalletOfSomebody.rig1';
const password = 'hunter2';
const ethShare = {
  nonce: new Uint8Array(8),
  headerHash: new Uint8Array(32),
  mixHash: new Uint8Array(32),
};

describe('maskLine', () => {
  it.each<[MaskedDialect, string, string]>([
    ['stratum1', encodeAuthorize(2, user, password), '["<user>","<password>"]'],
    ['verus', encodeAuthorize(2, user, ''), '["<user>",""]'],
    ['ethstratum', encodeAuthorize(2, user, password), '["<user>","<password>"]'],
    [
      'verus',
      JSON.stringify({ id: 4, method: 'mining.submit', params: [user, 'cccd', 'd046016b'] }),
      '["<user>","cccd","d046016b"]',
    ],
    [
      'cryptonote',
      encodeCryptonoteLogin(1, {
        user,
        password,
        userAgent: 'miner/1',
        rigName: user,
        algorithms: ['rx/0'],
      }),
      '{"login":"<user>","pass":"<password>","agent":"miner/1","rigid":"<user>","algo":["rx/0"]}',
    ],
    ['hds', encodeHdsLogin('login', user), '"api_key":"<user>"'],
    ['ethproxy', encodeEthProxyLogin(1, { user, password, worker: 'rig1' }), '"worker":"<user>"'],
    ['ethproxy', encodeEthProxySubmit(1, user, ethShare), '"worker":"<user>"'],
  ])('takes all secrets out of a message of %s', (dialect, line, expected) => {
    const masked = maskLine(dialect, line.trim());
    expect(masked).toContain(expected);
    for (const secret of [user, password]) expect(masked).not.toContain(secret);
    expect(Object.keys(JSON.parse(masked) as object)).toEqual(
      Object.keys(JSON.parse(line) as object),
    );
  });

  it.each([
    encodeSubscribe(1, 'miner/1').trim(),
    '{"id":1,"result":[[],"18000000"],"error":null}',
    '{"id":1,"method":"constructor","params":["a"]}',
    '{"id":1,"method":"mining.authorize"}',
    'no JSON',
    '[1,2]',
    'null',
  ])('leaves other lines as they are: %s', (line) => {
    expect(maskLine('stratum1', line)).toBe(line);
  });

  it('takes given secrets out of answers, too, the longer first, and leaves short ones', () => {
    const line = `{"id":2,"result":null,"error":[24,"${user} is unknown",null]}`;
    const masked = maskLine('stratum1', line, ['RWalletOfSomebody', user, 'x', '']);
    expect(masked).toBe('{"id":2,"result":null,"error":[24,"<user> is unknown",null]}');
  });
});
