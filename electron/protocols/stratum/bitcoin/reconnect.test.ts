import { describe, expect, it } from 'vitest';
import { encodeRequest } from '../envelope.ts';
import { followed } from './reconnect.ts';
import { decodeServerMessage, encodeReconnect } from './server-messages.ts';

const now = { host: 'pool.example', port: 3333 };
const again = { host: null, port: null, waitSeconds: 0 };

describe('client.reconnect', () => {
  it.each([
    [[], again],
    [['other.example', 443, 5], { host: 'other.example', port: 443, waitSeconds: 5 }],
    [['other.example', '443', '5'], { host: 'other.example', port: 443, waitSeconds: 5 }],
    [['', '', 0], again],
    [[null, null, null], again],
    [[7, 'x', -1], again],
    [['x'.repeat(256), 65_536, 3_601], again],
    [[{}, [], true], again],
  ])('with %# asks for what is understood of it', (params, to) => {
    const line = encodeRequest(null, 'client.reconnect', params);
    expect(decodeServerMessage(line)).toEqual({ kind: 'reconnect', to });
  });

  it('does not walk into lists without end', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const line = `{"method":"client.reconnect","params":[${deep},${deep},${deep}]}`;
    expect(decodeServerMessage(line)).toEqual({ kind: 'reconnect', to: again });
  });

  it.each([again, { host: 'other.example', port: 1, waitSeconds: 9 }])('comes back: %j', (to) => {
    expect(decodeServerMessage(encodeReconnect(to))).toEqual({ kind: 'reconnect', to });
  });
});

describe('where a pool may send us', () => {
  it.each([
    ['the same address', again, now],
    ['another port', { ...again, port: 443 }, { ...now, port: 443 }],
    ['its own name', { ...again, host: 'POOL.example', port: 443 }, { ...now, port: 443 }],
    ['another host', { ...again, host: 'evil.example', port: 3333 }, null],
    ['another host of its domain', { ...again, host: 'eu.pool.example' }, null],
  ])('%s', (_name, to, address) => {
    expect(followed(to, now)).toEqual(address);
  });
});
