import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzCount, fuzzTimeoutMs } from '../../testing/fuzz-codec.ts';
import { expandTemplate, fillTemplate, unknownPlaceholders } from './expand-template.ts';

const values = {
  EWAL: 'RAddress',
  URL: 'pool.example:3333',
  WORKER: 'rig1',
  PASS: 'x',
  LOGIN: 'me',
  EMAIL: 'me@mail.example',
  COIN: 'VRSC',
} as const;

describe('expandTemplate', () => {
  it.each([
    ['%EWAL%.%WORKER%', 'RAddress.rig1'],
    ['stratum+ssl://%URL%', 'stratum+ssl://pool.example:3333'],
    ['%COIN%:%EWAL%.%WORKER%#abcd-1234', 'VRSC:RAddress.rig1#abcd-1234'],
    ['%LOGIN%/%EMAIL%', 'me/me@mail.example'],
    ['c=%COIN%,mc=%COIN%,%PASS%', 'c=VRSC,mc=VRSC,x'],
    ['50%%', '50%'],
    ['50%', '50%'],
    ['%%EWAL%%', '%EWAL%'],
    ['%EWAL%%WORKER%', 'RAddressrig1'],
    ['%ewal%', '%ewal%'],
    ['%SOMETHING%', '%SOMETHING%'],
    ['%constructor%', '%constructor%'],
    ['', ''],
  ])('makes of %j %j', (template, text) => {
    expect(expandTemplate(template, values)).toBe(text);
  });

  it('leaves what has no value', () => {
    expect(expandTemplate('%EWAL%.%WORKER%', { EWAL: 'R' })).toBe('R.%WORKER%');
  });

  it('does not look into values', () => {
    expect(expandTemplate('%PASS%', { ...values, PASS: '%EWAL% $& 100%%' })).toBe(
      '%EWAL% $& 100%%',
    );
  });
});

describe('fillTemplate', () => {
  it('leaves the rest to the start', () => {
    expect(fillTemplate('%COIN%:%EWAL%%%', { COIN: 'VRSC' })).toBe('VRSC:%EWAL%%%');
  });

  it('gives in two steps what one gives', { timeout: fuzzTimeoutMs(2_000) }, () => {
    const piece = constantFrom('%', '%%', '%EWAL%', '%COIN%', '%URL%', '%x%', 'EWAL', 'a', '.');
    const template = array(piece, { maxLength: 12 }).map((all) => all.join(''));
    const text = array(piece, { maxLength: 4 }).map((all) => all.join(''));
    assert(
      property(template, text, text, (given, EWAL, COIN) => {
        const first = fillTemplate(given, { COIN });
        expect(expandTemplate(first, { EWAL })).toBe(expandTemplate(given, { EWAL, COIN }));
      }),
      { numRuns: fuzzCount(2_000), seed: 7 },
    );
  });
});

describe('unknownPlaceholders', () => {
  it.each([
    ['%EWAL%.%WORKER%', []],
    ['%WALLET%.%WORKER%.%WALLET%', ['WALLET']],
    ['%ewal%', ['ewal']],
    ['100%', []],
    ['%%EWALLET%%', []],
  ])('finds in %j %j', (template, words) => {
    expect(unknownPlaceholders(template)).toEqual(words);
  });
});
