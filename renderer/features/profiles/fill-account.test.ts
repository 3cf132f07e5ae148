import { expect, it } from 'vitest';
import { fillAccount, workerName } from './fill-account.ts';

const fields = { wallet: ' RWallet ', worker: '', login: 'me', email: 'me@example.org' };
const filled = (user: string, password: string) =>
  fillAccount({ user, password }, fields, 'shelf 3.local');

it.each([
  ['%EWAL%.%WORKER%', 'x', 'RWallet.shelf-3', 'x'],
  ['%LOGIN%', '%EMAIL%', 'me', 'me@example.org'],
  ['%EWAL%', 'c=VRSC,%PASS%', 'RWallet', 'c=VRSC,x'],
  ['%EWAL%+%PASS%', 'd=5000', 'RWallet+d=5000', 'd=5000'],
  ['100%%', '100%%', '100%', '100%%'],
  ['%OTHER%', '', '%OTHER%', ''],
])('%s with %s', (user, password, filledUser, filledPassword) => {
  expect(filled(user, password)).toEqual({ user: filledUser, password: filledPassword });
});

it('is named after the rig as pools take it', () => {
  expect(workerName('Küche.local')).toBe('K-che');
  expect(workerName('')).toBe('rig');
});
