import { Miner, MinerSetting } from '../contract/values/miner.ts';

/** A miner of the catalogue that mines SHA-256d and has no settings, unless told otherwise. */
export function sampleMiner(fields: Partial<Record<keyof Miner, unknown>> = {}): Miner {
  return Miner.parse({
    id: 'builtin',
    name: 'Built-in miner',
    kind: 'catalogue',
    version: '1',
    algorithms: ['verushash', 'sha256d'],
    canPause: true,
    installed: true,
    description: 'Mines.',
    licence: 'MIT',
    openSource: true,
    homepage: null,
    devFee: 'none',
    devices: ['cpu'],
    platforms: ['linux-x64'],
    supported: true,
    settings: [],
    verification: null,
    folder: null,
    versions: [],
    newer: null,
    problem: null,
    ...fields,
  });
}

/** A setting without limits or a default, named like its key. */
export function sampleSetting(
  fields: Pick<MinerSetting, 'key' | 'kind'> & Partial<MinerSetting>,
): MinerSetting {
  const label = fields.key;
  return MinerSetting.parse({
    label,
    help: '',
    min: null,
    max: null,
    choices: [],
    default: null,
    ...fields,
  });
}
