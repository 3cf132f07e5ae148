import type { Miner } from '../../contract/values/miner.ts';
import { sampleMiner } from '../sample-miner.ts';

/** The scripted miner as its driver describes it. */
export function scriptedMinerInfo(fields: Partial<Miner> = {}): Miner {
  return sampleMiner({
    id: 'scripted',
    name: 'Scripted miner',
    algorithms: ['rx/0'],
    description: 'Behaves as it is told.',
    ...fields,
  });
}
