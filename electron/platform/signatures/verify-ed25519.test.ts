import { expect, it } from 'vitest';
import { verifyEd25519 } from './verify-ed25519.ts';

// RFC 8032, section 7.1, test 3.
const publicKey = Buffer.from(
  'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
  'hex',
);
const data = Buffer.from('af82', 'hex');
const signature = Buffer.from(
  '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  'hex',
);

it('takes the signature of the standard', () => {
  expect(() => verifyEd25519({ data, signature, publicKey })).not.toThrow();
});

it.each([
  ['other data', { data: Buffer.from('af83', 'hex') }, 'not what was signed'],
  ['another key', { publicKey: Buffer.alloc(32, 7) }, 'another key has signed it'],
  ['a changed signature', { signature: Buffer.from(signature).fill(1, 63) }, 'not what was signed'],
  ['half a signature', { signature: signature.subarray(32) }, '32 bytes instead of 64'],
  ['no key', { publicKey: Buffer.alloc(0) }, '0 bytes instead of 32'],
])('refuses %s', (_, wrong, problem) => {
  const check = (): void => verifyEd25519({ data, signature, publicKey, ...wrong });
  expect(check).toThrow(expect.objectContaining({ code: 'signature-invalid' }));
  expect(check).toThrow(problem);
});
