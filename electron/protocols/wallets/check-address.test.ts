import { readFileSync } from 'node:fs';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58xmr } from '@scure/base';
import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WalletCheck } from '../../contract/values/coin.ts';
import { fuzzCount, fuzzTimeoutMs } from '../../testing/fuzz-codec.ts';
import { addressFormats, isAddressFormatName, type AddressFormatName } from './address-formats.ts';
import { checkAddress } from './check-address.ts';

const formats = Object.keys(addressFormats).filter(isAddressFormatName);
const known = z
  .array(
    z.object({
      format: z.string().refine(isAddressFormatName),
      kind: z.string(),
      address: z.string(),
      source: z.string().min(1),
    }),
  )
  .parse(
    JSON.parse(readFileSync(new URL('recordings/known-addresses.json', import.meta.url), 'utf8')),
  ) as { format: AddressFormatName; kind: string; address: string }[];

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The text with every letter replaced by every other. */
function* mistyped(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    for (const letter of letters) {
      if (letter !== text[at]) yield text.slice(0, at) + letter + text.slice(at + 1);
    }
  }
}

describe('checkAddress', () => {
  it.each(known)('takes $address of $format', ({ format, address, kind }) => {
    const isTest = kind.endsWith(', test network');
    expect(checkAddress(format, address)).toEqual({
      status: isTest ? 'wrong' : 'ok',
      kind,
      text: isTest
        ? `This is an address of the test network of ${addressFormats[format].coin}: what is mined to it is lost.`
        : `This is an address of ${addressFormats[format].coin}.`,
      suggestion: isTest ? 'Copy the address from a wallet of the main network.' : null,
    });
  });

  it('has a known address for all formats but those without a checksum or without a published one', () => {
    const shown = new Set(known.map(({ format }) => format));
    expect(formats.filter((name) => !shown.has(name)).toSorted()).toEqual([
      'alephium',
      'bitcoin-gold',
      'digibyte',
      'iron-fish',
      'namecoin',
      'salvium',
      'telestai',
      'zano',
    ]);
  });

  it.each(known)(
    'refuses $address of $format with any one letter mistyped',
    ({ format, address }) => {
      const taken = [...mistyped(address)].filter((text) =>
        addressFormats[format].readers.some((read) => read(text).is === 'address'),
      );
      expect(taken).toEqual([]);
    },
  );

  it('reads the addresses of coins that publish none as their source states the form', () => {
    const made = (prefix: readonly number[]): string => {
      const body = Uint8Array.from([...prefix, ...Array.from({ length: 64 }, (_, at) => at * 3)]);
      return base58xmr.encode(Uint8Array.of(...body, ...keccak_256(body).subarray(0, 4)));
    };
    const salvium = made([0x96, 0x99, 0x60]);
    const zano = made([0xc5, 0x01]);
    expect(salvium.slice(0, 3)).toBe('SC1');
    expect(zano.slice(0, 2)).toBe('Zx');
    expect(checkAddress('salvium', salvium)).toMatchObject({ status: 'ok', kind: 'main address' });
    expect(checkAddress('zano', zano)).toMatchObject({ status: 'ok', kind: 'main address' });
  });

  it.each([
    ['bitcoin', '', 'There is no address.'],
    ['bitcoin', '1A1zP1eP5QGefi2DMPTfTL5SLmv7Di\u0000fNa', /cannot be seen/],
    ['bitcoin', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN\u200ba', /cannot be seen/],
    ['bitcoin', '1A1zP1eP5QGefi2D MPTfTL5SLmv7DivfNa', 'The address has a blank inside.'],
    ['bitcoin', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', /checksum .* a character is mistyped/],
    ['bitcoin', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0', /has no “0” in it/],
    ['bitcoin', '1A1zP1eP5Q', /too short/],
    ['bitcoin', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNaaaaaaaaaaa', /too long/],
    ['bitcoin', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5md', /too short/],
    ['bitcoin', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdQ', /Small and capital letters/],
    ['bitcoin', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdb', /has no “b” in it/],
    // BIP-350: version 1 with the checksum of version 0, and a version nobody can spend.
    [
      'bitcoin',
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd',
      /kind of address/,
    ],
    ['bitcoin', 'BC1SW50QGDZ25J', /kind of address/],
    [
      'bitcoin',
      'LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9',
      'This is an address of Litecoin, not of Bitcoin.',
    ],
    ['bitcoin', 'ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea', /an address of Litecoin, not of/],
    [
      'litecoin',
      'DPpJVPpvPNP6i6tMj4rTycAGh8wReTqaSU',
      /an address of Dogecoin or DigiByte, not of/,
    ],
    [
      'verus',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      /of Ethereum and its kin, not of Verus/,
    ],
    [
      'verus',
      '48edfHu7V9Z84YzzMa6fUueoELZ9ZRXq9VetWzYGzKt52XU5xvqgzYnDK9URnRoJMk1j8nLwEVsaSWJ4fhdUyZijBGUicoD',
      /an address of Monero, not of Verus/,
    ],
    ['verus', 'hello', 'This is not an address of Verus.'],
    ['verus', '@', /kind of address/],
    ['verus', 'a/b@', /kind of address/],
    ['ethereum', '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', /“0x” is missing/],
    ['ethereum', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe', /too short/],
    ['ethereum', '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed', /Small and capital letters/],
    ['ethereum', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg', /has no “g” in it/],
    [
      'kaspa',
      'qqj9fg59mptxkr9j0y53j5mwurcmda5mtza9n6v9pm9uj8h0wgk6uma5pvumr',
      /“kaspa:” is missing/,
    ],
    ['kaspa', 'kaspa:qqj9fg59mptxkr9j0y53j5mwurcmda5mtza9n6v9pm9uj8h0wgk6', /too short/],
    [
      'karlsen',
      'kaspa:qqj9fg59mptxkr9j0y53j5mwurcmda5mtza9n6v9pm9uj8h0wgk6uma5pvumr',
      /of Kaspa, not of Karlsen/,
    ],
    [
      'monero',
      '48edfHu7V9Z84YzzMa6fUueoELZ9ZRXq9VetWzYGzKt52XU5xvqgzYnDK9URnRoJMk1j8nLwEVsaSWJ4fhdUyZijBGUico',
      /too short/,
    ],
    ['grin', 'grin1p4fuklglxqsgg602hu4c4jl4aunu5tynyf4lkg96ezh3jefzpy6swshp5x', /checksum/],
    [
      'salvium',
      'SaLvdZR6w1A21sf2Wh6jYEh1wzY4GSbT7RX6FjyPsnLsffWLrzFQeXUXJcmBLRWDzZC2YXeYe5t7qKsnrg9FpmxmEcxPHsEYfqA',
      'This is not an address of Salvium.',
    ],
  ] as const)('says what is wrong with a %s address: %j', (format, address, text) => {
    const found = checkAddress(format, address);
    expect(found).toMatchObject({ status: 'wrong', kind: null });
    expect(found.text).toMatch(text);
    expect(found.suggestion).not.toBeNull();
  });

  it.each([
    [
      'verus',
      'RAvj2KKVUohTu3hVdNJ4U6hQi7TNawpacH.rig1',
      'Behind the address stands “.rig1”.',
      /worker/,
    ],
    [
      'monero',
      '48edfHu7V9Z84YzzMa6fUueoELZ9ZRXq9VetWzYGzKt52XU5xvqgzYnDK9URnRoJMk1j8nLwEVsaSWJ4fhdUyZijBGUicoD+50000',
      'Behind the address stands “+50000”.',
      /difficulty/,
    ],
    [
      'ravencoin',
      'RXissueAssetXXXXXXXXXXXXXXXXXhhZGt/rig1/me@mail.example',
      'Behind the address stands “/rig1/me@mail.example”.',
      /e-mail/,
    ],
    [
      'verus',
      'VRSC:RAvj2KKVUohTu3hVdNJ4U6hQi7TNawpacH',
      'Before the address stands “VRSC:”.',
      /set with the pool/,
    ],
    [
      'kaspa',
      'kaspa:qqj9fg59mptxkr9j0y53j5mwurcmda5mtza9n6v9pm9uj8h0wgk6uma5pvumr.rig1',
      'Behind the address stands “.rig1”.',
      /worker/,
    ],
  ] as const)(
    'tells where in %s what does not belong into %j goes',
    (format, address, text, advice) => {
      const found = checkAddress(format, address);
      expect(found).toMatchObject({ status: 'wrong', text });
      expect(found.suggestion).toMatch(advice);
    },
  );

  it.each([
    ['ethereum', '0xde709f2102306220921060314715629080e2fb77'],
    ['ethereum', '0x52908400098527886E0F7030069857D2E4169EE7'],
    ['alephium', '1DrDyTr9RpRsQnDnXo2YRiPzPW4ooHX5LLoqXrqfMrpQH'],
    ['iron-fish', 'ab'.repeat(32)],
    ['ton', '0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8'],
  ] as const)(
    'takes an address of %s that nothing protects, and says so: %s',
    (format, address) => {
      const found = checkAddress(format, address);
      expect(found.status).toBe('ok');
      expect(found.text).toMatch(/says nothing of mistyped characters/);
      expect(found.suggestion).toBe('Compare it with the one in the wallet.');
    },
  );

  it.each(['alice@', 'alice.VRSC@', 'Two Words@', 'größe@'])('takes %s for a VerusID', (name) => {
    expect(checkAddress('verus', name)).toMatchObject({ status: 'ok', kind: 'VerusID' });
  });

  it.each([
    // BIP-39 and BIP-32, test vectors; Bitcoin Wiki, wallet import format.
    'legal winner thank year wave sausage worth useful legal winner thank yellow',
    'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi',
    '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ',
    'KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617',
  ])('warns of a secret where an address belongs: %s', (secret) => {
    for (const format of [null, 'bitcoin', 'monero'] as const) {
      const found = checkAddress(format, secret);
      expect(found).toMatchObject({ status: 'wrong', kind: null });
      expect(found.text).toMatch(
        /^This looks like (?:the secret words of a wallet|a private key),/,
      );
      expect(found.text + (found.suggestion ?? '')).not.toContain(secret.slice(0, 20));
    }
  });

  it('takes an address with blanks around it', () => {
    expect(checkAddress('bitcoin', ' 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n').status).toBe('ok');
  });

  it.each([
    [null, 'whatever'],
    ['litecoin', 'ltcmweb1qq'],
    ['firo', 'sm1abc'],
    ['zano', 'iZ123'],
  ] as const)('does not say ok to what it has no rule for: %s %s', (format, address) => {
    expect(checkAddress(format, address, 'a coin')).toMatchObject({
      status: 'unknown',
      kind: null,
    });
  });

  it('has an answer to anything', { timeout: fuzzTimeoutMs(3_000) }, () => {
    const pieces = known.flatMap(({ address }) => [address, address.slice(0, 8), address.slice(9)]);
    const part = constantFrom(...pieces, '1', 'cfx:', 'u1', ':', '.', ' ', '\u{1F600}');
    assert(
      property(
        constantFrom(...formats),
        part,
        string({ maxLength: 40 }),
        part,
        (format, a, b, c) => {
          const found = checkAddress(format, (a + b + c).slice(0, 300));
          expect(WalletCheck.parse(found)).toEqual(found);
          expect(found.text).toMatch(/^[A-Z“][^]*\.$/);
        },
      ),
      { numRuns: fuzzCount(3_000), seed: 11 },
    );
  });
});
