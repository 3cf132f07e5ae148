import { Coin, PoolPreset } from '../../electron/contract/values/coin.ts';
import { CustomPackage } from '../../electron/contract/values/package.ts';
import { now } from './samples.ts';

export function aCoin(fields: Partial<Coin> = {}): Coin {
  return Coin.parse({
    id: 'vrsc',
    name: 'Verus',
    symbol: 'VRSC',
    algorithm: 'verushash',
    builtin: true,
    addressHint: 'begins with R',
    checksAddresses: true,
    ...fields,
  });
}

export function anOwnCoin(fields: Partial<Coin> = {}): Coin {
  return aCoin({
    id: 'garden' as never,
    name: 'Garden',
    symbol: 'GRDN',
    algorithm: 'kawpow',
    builtin: false,
    addressHint: null,
    checksAddresses: false,
    ...fields,
  });
}

export function aPool(fields: Partial<PoolPreset> = {}): PoolPreset {
  return PoolPreset.parse({
    id: 'example-vrsc',
    name: 'Example Pool',
    coinId: 'vrsc',
    walletTemplate: '%EWAL%.%WORKER%',
    urlTemplate: '%URL%',
    passwordTemplate: 'x',
    authType: 'wallet-worker',
    mode: 'standard',
    connection: 'tcp',
    dialect: 'verus',
    urls: [
      { url: 'eu.pool.example:9998', region: 'Europe', tls: false },
      { url: 'eu.pool.example:9999', region: 'Europe', tls: true },
      { url: 'na.pool.example:9998', region: 'North America', tls: false },
    ],
    builtin: true,
    website: 'https://pool.example',
    fee: '1 %',
    asOf: '2026-07-24',
    note: 'Its addresses were not tried one by one.',
    ...fields,
  });
}

export function anOwnPool(fields: Partial<PoolPreset> = {}): PoolPreset {
  return aPool({
    id: 'shed' as never,
    name: 'Shed',
    urls: [{ url: 'shed.example:3333', region: null, tls: false }],
    builtin: false,
    website: null,
    fee: null,
    asOf: null,
    note: null,
    ...fields,
  });
}

export function aPackage(fields: Partial<CustomPackage> = {}): CustomPackage {
  return CustomPackage.parse({
    id: 'custom-gardener',
    format: 'raveos',
    package: 'gardener-2.1',
    name: 'Gardener',
    version: '2.1',
    description: 'Gardener 2.1',
    maintainer: 'Somebody (somebody@example.org)',
    revision: 3,
    devices: ['nvidia', 'amd'],
    dualCoin: false,
    algorithms: ['kawpow', 'etchash'],
    executables: ['gardener'],
    archive: 'gardener-2.1.zip',
    archiveSha256: 'ab'.repeat(32),
    bytes: 25_000_000,
    importedAt: now,
    consentedAt: null,
    scripts: [
      { path: 'RAVINOS/start.py', bytes: 420 },
      { path: 'RAVINOS/stats.py', bytes: 910 },
    ],
    findings: [],
    ...fields,
  });
}
