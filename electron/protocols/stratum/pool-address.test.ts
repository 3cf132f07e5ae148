import { describe, expect, it } from 'vitest';
import { addressText, BadPoolUrlError, parsePoolUrl } from './pool-address.ts';

describe('parsePoolUrl', () => {
  it.each([
    ['stratum+tcp://pool.example:3333', { host: 'pool.example', port: 3333 }, 'pool.example:3333'],
    ['stratum+tcp://127.0.0.1:65535', { host: '127.0.0.1', port: 65_535 }, '127.0.0.1:65535'],
    ['stratum+tcp://[::1]:1', { host: '::1', port: 1 }, '[::1]:1'],
  ])('reads %s', (url, address, text) => {
    expect(parsePoolUrl(url)).toEqual(address);
    expect(addressText(address)).toBe(text);
  });

  it.each([
    '',
    'pool.example:3333',
    'stratum+ssl://pool.example:3333',
    'stratum+tcp://pool.example',
    'stratum+tcp://pool.example:0',
    'stratum+tcp://pool.example:65536',
    'stratum+tcp://user@pool.example:3333',
    'stratum+tcp://pool.example:3333/path',
    'stratum+tcp://::1:3333',
    'stratum+tcp://[pool.example]:3333',
    'practice://local',
  ])('refuses "%s"', (url) => {
    expect(() => parsePoolUrl(url)).toThrow(BadPoolUrlError);
  });
});
