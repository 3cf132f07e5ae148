import { ethminerApi } from './claymore/ethminer-api.ts';
import { ttMinerApi } from './claymore/tt-miner-api.ts';
import { ccminerApi } from './cpuminer/ccminer-api.ts';
import { cpuminerApi } from './cpuminer/cpuminer-api.ts';
import type { ApiKind } from './miner-kinds.ts';
import { apiKinds } from './miner-kinds.ts';
import type { MinerApiDialect } from './miner-report.ts';
import { nheqminerApi } from './nheqminer/nheqminer-api.ts';
import { xmrigApi } from './xmrig/xmrig-api.ts';

/** Answers nothing. */
const unread: MinerApiDialect = { queries: [], read: () => null, proof: 'age', control: null };

/** How to ask each kind of interface. */
export const apiDialects: Readonly<Record<ApiKind, MinerApiDialect>> = {
  ...(Object.fromEntries(apiKinds.map((kind) => [kind, unread])) as Record<
    ApiKind,
    MinerApiDialect
  >),
  xmrig: xmrigApi,
  cpuminer: cpuminerApi,
  ccminer: ccminerApi,
  nheqminer: nheqminerApi,
  ethminer: ethminerApi,
  'tt-miner': ttMinerApi,
};
