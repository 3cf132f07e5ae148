import { describe, expect, it } from 'vitest';
import { aPool } from '../../testing/custom-samples.ts';
import type { TrialValues } from './placeholders.ts';
import { usedFields } from './placeholders.ts';
import { trialLack } from './trial-lack.ts';

const nothing: TrialValues = { wallet: '', worker: '', login: '', email: '', password: '' };

describe('a trial of a pool', () => {
  it.each([
    ['%EWAL%.%WORKER%', 'x', ['wallet', 'worker']],
    ['%LOGIN%', '%PASS%', ['login', 'password']],
    ['%EMAIL%', 'c=%COIN%', ['email']],
    ['%%EWAL%%', '', []],
  ])('asks for what %s and %s need', (walletTemplate, passwordTemplate, fields) => {
    expect(usedFields({ walletTemplate, passwordTemplate })).toEqual(fields);
  });

  it.each([
    [null, nothing, 'Fill in the pool first.'],
    [aPool({ dialect: null }), nothing, 'It cannot be tested while its language is not known.'],
    [aPool({ connection: 'http' }), nothing, 'Pools that are asked over HTTP cannot be tested.'],
    [aPool(), nothing, 'Enter a wallet address for the trial first.'],
    [aPool(), { ...nothing, wallet: 'RWallet' }, ''],
  ])('says what it lacks (%#)', (pool, values, text) => {
    const fields = pool === null ? [] : usedFields(pool);
    expect(trialLack({ pool, previewed: pool !== null, values, fields })).toBe(text);
  });
});
