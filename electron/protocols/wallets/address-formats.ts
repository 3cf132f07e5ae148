import { base58Address, type Base58Kind } from './families/base58.ts';
import { bech32Address, segwitAddress } from './families/bech32.ts';
import { cashaddrAddress } from './families/cashaddr.ts';
import { confluxAddress } from './families/conflux.ts';
import { cryptonoteAddress } from './families/cryptonote.ts';
import { ethereumAddress } from './families/ethereum.ts';
import { nervosAddress } from './families/nervos.ts';
import { tonAddress } from './families/ton.ts';
import { verusIdName } from './families/verus-id.ts';
import { alephiumAddress, hexAddress } from './families/without-checksum.ts';
import { unifiedAddress } from './families/zcash-unified.ts';
import type { AddressReader } from './reading.ts';

export interface AddressFormat {
  /** Whose addresses these are, for sentences. */
  readonly coin: string;
  readonly readers: readonly AddressReader[];
  /** Beginnings of kinds that exist and that nobody here can check. */
  readonly unchecked?: readonly string[];
}

/** Pay to a public key hash and to a script hash, by their version bytes. */
function hashes(key: number | readonly number[], script: number | readonly number[]): Base58Kind[] {
  const bytes = (version: number | readonly number[]): readonly number[] =>
    typeof version === 'number' ? [version] : version;
  return [
    { version: bytes(key), kind: 'address' },
    { version: bytes(script), kind: 'script address' },
  ];
}

const onTest = (kinds: readonly Base58Kind[]): Base58Kind[] =>
  kinds.map((kind) => ({ ...kind, network: 'test' }));

/** A coin whose only addresses are Base58Check of key and script hashes. */
const plain = (coin: string, key: number, script: number): AddressFormat => ({
  coin,
  readers: [base58Address(hashes(key, script))],
});

/** What coins made from Bitcoin left as it was on their test networks. */
const bitcoinTest = onTest(hashes(0x6f, 0xc4));

const sapling = (prefix: string, network: 'main' | 'test' = 'main'): AddressReader =>
  bech32Address([{ prefix, variant: 'bech32', length: 43, kind: 'shielded address', network }]);

/** Addresses of Zcash before its own additions: version bytes of two. */
const zcashHashes = hashes([0x1c, 0xb8], [0x1c, 0xbd]);

const kaspaVersions = {
  0: { kind: 'address', lengths: [32] },
  1: { kind: 'ECDSA address', lengths: [33] },
  8: { kind: 'script address', lengths: [32] },
} as const;

/** Kaspa and what was made from it differ in the prefix alone. */
const kaspaLike = (coin: string, prefix: string): AddressFormat => ({
  coin,
  readers: [
    cashaddrAddress({ prefix, versions: kaspaVersions }),
    cashaddrAddress({ prefix: `${prefix}test`, versions: kaspaVersions, network: 'test' }),
  ],
});

const bitcoinCashVersions = {
  0: { kind: 'address', lengths: [20] },
  8: { kind: 'script address', lengths: [20] },
} as const;

/** Main, integrated (with 8 bytes of a payment id) and sub-addresses by their prefixes. */
const monero = (main: number, integrated: number, sub: number, network: 'main' | 'test' = 'main') =>
  cryptonoteAddress([
    { prefix: main, kind: 'main address', network },
    { prefix: integrated, kind: 'integrated address', extra: 8, network },
    { prefix: sub, kind: 'subaddress', network },
  ]);

/**
 * Forms of addresses by the name that coins give them. Version bytes are those of `chainparams.cpp` of
 * each coin, prefixes of CryptoNote coins those of `cryptonote_config.h`.
 */
export const addressFormats = {
  bitcoin: {
    coin: 'Bitcoin',
    readers: [
      segwitAddress('bc'),
      base58Address(hashes(0x00, 0x05)),
      segwitAddress('tb', 'test'),
      segwitAddress('bcrt', 'test'),
      base58Address(bitcoinTest),
    ],
  },
  'bitcoin-cash': {
    coin: 'Bitcoin Cash',
    readers: [
      cashaddrAddress({ prefix: 'bitcoincash', versions: bitcoinCashVersions, bare: true }),
      base58Address(hashes(0x00, 0x05)),
      cashaddrAddress({ prefix: 'bchtest', versions: bitcoinCashVersions, network: 'test' }),
    ],
  },
  radiant: plain('Radiant', 0x00, 0x05),
  litecoin: {
    coin: 'Litecoin',
    // Scripts once had the version of Bitcoin, which wallets still read.
    readers: [
      segwitAddress('ltc'),
      base58Address([...hashes(0x30, 0x32), { version: [0x05], kind: 'old script address' }]),
      segwitAddress('tltc', 'test'),
      base58Address(onTest(hashes(0x6f, 0x3a))),
    ],
    unchecked: ['ltcmweb1'],
  },
  dogecoin: {
    coin: 'Dogecoin',
    readers: [base58Address(hashes(0x1e, 0x16)), base58Address(onTest(hashes(0x71, 0xc4)))],
  },
  digibyte: {
    coin: 'DigiByte',
    readers: [segwitAddress('dgb'), base58Address(hashes(0x1e, 0x3f))],
  },
  dash: {
    coin: 'Dash',
    readers: [base58Address(hashes(0x4c, 0x10)), base58Address(onTest(hashes(0x8c, 0x13)))],
  },
  decred: {
    coin: 'Decred',
    readers: [base58Address(hashes([0x07, 0x3f], [0x07, 0x1a]), 'blake256d')],
  },
  namecoin: {
    coin: 'Namecoin',
    readers: [segwitAddress('nc'), base58Address(hashes(0x34, 0x0d))],
  },
  vertcoin: {
    coin: 'Vertcoin',
    readers: [segwitAddress('vtc'), base58Address(hashes(0x47, 0x05))],
  },
  'bitcoin-gold': {
    coin: 'Bitcoin Gold',
    readers: [segwitAddress('btg'), base58Address(hashes(0x26, 0x17))],
  },
  firo: {
    coin: 'Firo',
    readers: [base58Address(hashes(0x52, 0x07)), base58Address(onTest(hashes(0x41, 0xb2)))],
    unchecked: ['sm1', 'EX'],
  },
  ravencoin: {
    coin: 'Ravencoin',
    readers: [base58Address(hashes(0x3c, 0x7a)), base58Address(bitcoinTest)],
  },
  neurai: {
    coin: 'Neurai',
    readers: [base58Address(hashes(0x35, 0x75))],
    unchecked: ['nq1'],
  },
  clore: plain('Clore.ai', 0x17, 0x7a),
  evrmore: plain('Evrmore', 0x21, 0x5c),
  meowcoin: plain('Meowcoin', 0x32, 0x7a),
  telestai: plain('Telestai', 0x42, 0x7f),
  verus: {
    coin: 'Verus',
    readers: [
      verusIdName,
      base58Address([...hashes(0x3c, 0x55), { version: [0x66], kind: 'identity address' }]),
      sapling('zs'),
    ],
  },
  komodo: { coin: 'Komodo', readers: [base58Address(hashes(0x3c, 0x55))] },
  zcash: {
    coin: 'Zcash',
    readers: [
      base58Address(zcashHashes),
      unifiedAddress('u'),
      sapling('zs'),
      bech32Address([
        { prefix: 'tex', variant: 'bech32m', length: 20, kind: 'transparent-source address' },
      ]),
      base58Address(onTest(hashes([0x1d, 0x25], [0x1c, 0xba]))),
      unifiedAddress('utest', 'test'),
      sapling('ztestsapling', 'test'),
    ],
    unchecked: ['zc'],
  },
  'zcash-transparent': { coin: 'a coin made from Zcash', readers: [base58Address(zcashHashes)] },
  pirate: { coin: 'Pirate Chain', readers: [sapling('zs')] },
  monero: {
    coin: 'Monero',
    readers: [monero(18, 19, 42), monero(53, 54, 63, 'test'), monero(24, 25, 36, 'test')],
  },
  wownero: { coin: 'Wownero', readers: [monero(4146, 6810, 12_208)] },
  zephyr: { coin: 'Zephyr', readers: [monero(0x6_241d_18c0, 0xc_4f7d_18c0, 0x8dd_58c0)] },
  // The addresses of before its change to Carrot, SaLv…, are worth nothing any more.
  salvium: { coin: 'Salvium', readers: [monero(0x18_0c96, 0x2c_cc96, 0x31_4c96)] },
  conceal: {
    coin: 'Conceal',
    readers: [cryptonoteAddress([{ prefix: 0x7ad4, kind: 'main address' }])],
  },
  zano: {
    coin: 'Zano',
    readers: [cryptonoteAddress([{ prefix: 0xc5, kind: 'main address' }])],
    unchecked: ['iZ', 'aZx', 'aiZX'],
  },
  ethereum: { coin: 'Ethereum and its kin', readers: [ethereumAddress] },
  conflux: { coin: 'Conflux', readers: [confluxAddress] },
  kaspa: kaspaLike('Kaspa', 'kaspa'),
  karlsen: kaspaLike('Karlsen', 'karlsen'),
  nexa: {
    coin: 'Nexa',
    readers: [
      cashaddrAddress({
        prefix: 'nexa',
        versions: {
          0: { kind: 'old address', lengths: [20] },
          // Type 19: a template script with its arguments, of a length of its own.
          152: { kind: 'address' },
        },
      }),
    ],
  },
  ergo: {
    coin: 'Ergo',
    readers: [
      base58Address([{ version: [0x01], length: 33, kind: 'address' }], 'blake2b'),
      base58Address([{ version: [0x02], length: 24, kind: 'script hash' }], 'blake2b'),
      base58Address([{ version: [0x11], length: 33, kind: 'address', network: 'test' }], 'blake2b'),
    ],
  },
  alephium: { coin: 'Alephium', readers: [alephiumAddress] },
  nervos: { coin: 'Nervos CKB', readers: [nervosAddress('ckb'), nervosAddress('ckt', 'test')] },
  grin: {
    coin: 'Grin',
    readers: [
      bech32Address([
        { prefix: 'grin', variant: 'bech32', length: 32, kind: 'Slatepack address' },
        {
          prefix: 'tgrin',
          variant: 'bech32',
          length: 32,
          kind: 'Slatepack address',
          network: 'test',
        },
      ]),
    ],
  },
  xelis: {
    coin: 'Xelis',
    readers: [
      bech32Address([
        { prefix: 'xel', variant: 'bech32', length: 33, kind: 'address', separator: ':' },
        {
          prefix: 'xet',
          variant: 'bech32',
          length: 33,
          kind: 'address',
          separator: ':',
          network: 'test',
        },
      ]),
    ],
  },
  aleo: {
    coin: 'Aleo',
    readers: [bech32Address([{ prefix: 'aleo', variant: 'bech32m', length: 32, kind: 'address' }])],
  },
  'iron-fish': { coin: 'Iron Fish', readers: [hexAddress(32, 'address')] },
  ton: { coin: 'TON', readers: [tonAddress] },
} as const satisfies Readonly<Record<string, AddressFormat>>;

export type AddressFormatName = keyof typeof addressFormats;

export const isAddressFormatName = (name: string): name is AddressFormatName =>
  Object.hasOwn(addressFormats, name);
