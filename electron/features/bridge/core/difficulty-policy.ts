import type { Bridge } from '../../../contract/values/bridge.ts';
import type { Aim } from './aim.ts';
import type { Client } from './client.ts';
import type { Work } from './work.ts';

export type DifficultyPolicy = Bridge['clientDifficulty'];

/** What shares of a client for a job have to reach. */
export function aimFor(policy: DifficultyPolicy, client: Client, work: Work): Aim {
  if (policy === 'pool') return work.aims.pool;
  if (policy === 'adapted') return work.aims.eased(client.ease.at(work.number));
  return work.aims.fixed(policy);
}
