import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressText, BadPoolUrlError, parsePoolUrl, poolSchemes } from './pool-address.ts';

const beginnings =
  'It must begin with stratum+tcp://, stratum+ssl://, stratum+tls://, ssl://, tcp://, hds://, ws:// ' +
  'or wss://.';
const local = { host: '127.0.0.1', port: 3333 };

describe('parsePoolUrl', () => {
  it.each([
    ['stratum+tcp://127.0.0.1:3333', { scheme: 'stratum+tcp', transport: 'tcp', ...local }],
    ['stratum+ssl://127.0.0.1:3333', { scheme: 'stratum+ssl', transport: 'tls', ...local }],
    ['stratum+tls://127.0.0.1:3333', { scheme: 'stratum+tls', transport: 'tls', ...local }],
    ['ssl://127.0.0.1:3333', { scheme: 'ssl', transport: 'tls', ...local }],
    ['tcp://127.0.0.1:3333', { scheme: 'tcp', transport: 'tcp', ...local }],
    ['127.0.0.1:3333', { scheme: 'tcp', transport: 'tcp', ...local }],
    ['hds://127.0.0.1:3333', { scheme: 'hds', transport: 'tcp', ...local, dialectHint: 'hds' }],
    ['ws://127.0.0.1:3333', { scheme: 'ws', transport: 'ws', ...local }],
    ['wss://127.0.0.1:3333/', { scheme: 'wss', transport: 'wss', ...local }],
    [
      'WSS://127.0.0.1:3333/stratum?coin=vrsc',
      { scheme: 'wss', transport: 'wss', ...local, path: '/stratum?coin=vrsc' },
    ],
    ['ws://127.0.0.1:3333?a', { scheme: 'ws', transport: 'ws', ...local, path: '/?a' }],
    ['tcp://127.0.0.1:3333/', { scheme: 'tcp', transport: 'tcp', ...local }],
  ])('reads %s', (url, address) => {
    expect(parsePoolUrl(url)).toEqual(address);
  });

  it.each([
    ['stratum+tcp://pool.example:3333', 'pool.example', 3333, 'pool.example:3333'],
    ['stratum+tcp://127.0.0.1:65535', '127.0.0.1', 65_535, '127.0.0.1:65535'],
    ['stratum+tcp://[::1]:1', '::1', 1, '[::1]:1'],
    ['[2001:db8::7]:443', '2001:db8::7', 443, '[2001:db8::7]:443'],
    ['ssl://[fe80::1%eth0]:443', 'fe80::1%eth0', 443, '[fe80::1%eth0]:443'],
    ['STRATUM+TCP://Pool_1.example:07', 'Pool_1.example', 7, 'Pool_1.example:7'],
    ['tcp://münze.example:3333', 'münze.example', 3333, 'münze.example:3333'],
    ['ws://pool.example', 'pool.example', 80, 'pool.example:80'],
    ['wss://pool.example/mine', 'pool.example', 443, 'pool.example:443'],
  ])('finds host and port in %s', (url, host, port, text) => {
    const address = parsePoolUrl(url);
    expect(address).toMatchObject({ host, port });
    expect(addressText(address)).toBe(text);
  });

  it.each([
    ['', ''],
    ['pool.example', 'The port is missing.'],
    ['stratum+tcp://pool.example', 'The port is missing.'],
    ['hds://', ''],
    ['stratum+tcp://pool.example:', ''],
    ['stratum+tcp://:3333', ''],
    ['stratum+tcp://pool.example:0', 'A port is from 1 to 65535.'],
    ['stratum+tcp://pool.example:65536', 'A port is from 1 to 65535.'],
    ['stratum+tcp://pool.example:100000', ''],
    ['stratum+tcp://pool.example:port', ''],
    ['stratum+tcp://pool example:3333', ''],
    [' pool.example:3333', ''],
    ['pool.example:3333\n', ''],
    ['pool\u0000.example:3333', ''],
    ['stratum+tcp://pool.example:3333/path', 'Nothing may stand behind the port.'],
    ['stratum+tcp://pool.example:3333?a', 'Nothing may stand behind the port.'],
    ['ws://pool.example:3333/a b', 'What stands behind the port is no path.'],
    ['ws://pool.example:3333/#a', 'What stands behind the port is no path.'],
    ['stratum+tcp://::1:3333', 'An IPv6 address stands in brackets: [::1]:3333.'],
    ['::1', 'An IPv6 address stands in brackets: [::1]:3333.'],
    ['stratum+tcp://[pool.example]:3333', ''],
    ['stratum+tcp://[1.2.3.4]:3333', ''],
    ['stratum+tcp://[::1:3333', ''],
    ['http://pool.example:3333', beginnings],
    ['stratum2+tcp://pool.example:3333', beginnings],
    ['practice://local', beginnings],
    ['://pool.example:3333', beginnings],
    [`tcp://${'x'.repeat(300)}:1`, 'It has more than 300 characters.'],
  ])('refuses "%s"', (url, problem) => {
    const refusal = refusalOf(url);
    const shown = url.slice(0, 300);
    expect(refusal.userMessage).toBe(
      `"${shown}" is not an address of a pool.${problem && ` ${problem}`}`,
    );
    expect(refusal.suggestion).toBe('Write it like stratum+tcp://pool.example:3333.');
  });

  it('says where a user belongs, and does not repeat a password', () => {
    for (const user of ['tcp://me:secret', 'me:secret', 'wss://secret', 'tcp://a/secret@b']) {
      const { message, userMessage } = refusalOf(`${user}@pool.example:3333`);
      expect(userMessage).toContain('…@pool.example:3333"');
      expect(`${message} ${userMessage}`).not.toContain('secret');
    }
    const advice = 'user and password are set beside the address.';
    expect(refusalOf('tcp://me:secret@pool.example:3333').userMessage).toContain(advice);
  });

  it('refuses what the caller cannot do, and says what it can', () => {
    const refusal = refusalOf('stratum+ssl://pool.example:3333', ['tcp', 'stratum+tcp']);
    expect(refusal).toMatchObject({
      code: 'bad-pool-url',
      userMessage:
        '"stratum+ssl://pool.example:3333" is not an address of a pool. ' +
        'It must begin with tcp:// or stratum+tcp://.',
      suggestion: 'Write it like tcp://pool.example:3333.',
    });
    expect(refusalOf('pool.example:3333', ['wss']).userMessage).toContain('begin with wss://.');
  });

  it('gives an address or a BadPoolUrlError', () => {
    const schemes = constantFrom('', ...Object.keys(poolSchemes).map((scheme) => `${scheme}://`));
    const places = constantFrom('', 'a:1', '[::1]:2', ':', '[', '@');
    const decide = (url: string): boolean => {
      try {
        const { host, port } = parsePoolUrl(url);
        return host !== '' && port > 0;
      } catch (error) {
        return error instanceof BadPoolUrlError;
      }
    };
    assert(
      property(schemes, places, string(), (scheme, place, rest) => decide(scheme + place + rest)),
      { numRuns: 1_000 },
    );
  });
});

function refusalOf(...args: Parameters<typeof parsePoolUrl>): BadPoolUrlError {
  try {
    parsePoolUrl(...args);
  } catch (error) {
    if (error instanceof BadPoolUrlError) return error;
  }
  throw new Error(`${args[0]} is not refused`);
}
