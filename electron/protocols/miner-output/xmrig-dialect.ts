import { minerDialect } from './miner-dialect.ts';

/** How XMRig talks, and the miners that took over its manners: the built-in one among them. */
export const xmrigDialect = minerDialect('xmrig', 'xmrig');
