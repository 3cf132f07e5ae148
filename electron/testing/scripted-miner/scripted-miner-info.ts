import { MinerId } from '../../contract/values/ids.ts';
import type { Miner } from '../../contract/values/miner.ts';

/** The scripted miner as its driver describes it. */
export function scriptedMinerInfo(fields: Partial<Miner> = {}): Miner {
  return {
    id: MinerId.parse('scripted'),
    name: 'Scripted miner',
    kind: 'catalogue',
    version: '1',
    algorithms: ['rx/0'],
    canPause: true,
    installed: true,
    description: 'Behaves as it is told.',
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
    problem: null,
    ...fields,
  };
}
