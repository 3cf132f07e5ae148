import type { Reading } from '../../contract/values/reading.ts';
import type { StartableProfile } from '../../features/runs/ports.ts';
import type { Asked } from './persona.ts';

/** What one miner of the catalogue is asked to do, and what is to be known of it then. */
export interface CatalogueCase {
  readonly id: string;
  readonly profile: Partial<StartableProfile>;
  /** What the real one would have understood, but for where its interface is. */
  readonly asked: Omit<Asked, 'api'>;
  /** What is known from its interface alone. */
  readonly api: Partial<Reading>;
  /** What is known from its output alone. */
  readonly output: Partial<Reading>;
}
