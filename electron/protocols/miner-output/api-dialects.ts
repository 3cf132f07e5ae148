import { bzminerApi } from './bzminer/bzminer-api.ts';
import { ethminerApi } from './claymore/ethminer-api.ts';
import { ttMinerApi } from './claymore/tt-miner-api.ts';
import { ccminerApi } from './cpuminer/ccminer-api.ts';
import { cpuminerApi } from './cpuminer/cpuminer-api.ts';
import { gminerApi } from './gminer/gminer-api.ts';
import { lolminerApi } from './lolminer/lolminer-api.ts';
import type { ApiKind } from './miner-kinds.ts';
import type { MinerApiDialect } from './miner-report.ts';
import { nbminerApi } from './nbminer/nbminer-api.ts';
import { nheqminerApi } from './nheqminer/nheqminer-api.ts';
import { onezerominerApi } from './onezerominer/onezerominer-api.ts';
import { rigelApi } from './rigel/rigel-api.ts';
import { srbminerApi } from './srbminer/srbminer-api.ts';
import { tRexApi } from './t-rex/t-rex-api.ts';
import { teamredminerApi } from './teamredminer/teamredminer-api.ts';
import { xmrig2Api } from './wildrig/xmrig-2-api.ts';
import { xmrigApi } from './xmrig/xmrig-api.ts';

/** How to ask each kind of interface. */
export const apiDialects: Readonly<Record<ApiKind, MinerApiDialect>> = {
  xmrig: xmrigApi,
  'xmrig-2': xmrig2Api,
  cpuminer: cpuminerApi,
  ccminer: ccminerApi,
  nheqminer: nheqminerApi,
  ethminer: ethminerApi,
  'tt-miner': ttMinerApi,
  't-rex': tRexApi,
  lolminer: lolminerApi,
  rigel: rigelApi,
  bzminer: bzminerApi,
  srbminer: srbminerApi,
  gminer: gminerApi,
  nbminer: nbminerApi,
  teamredminer: teamredminerApi,
  onezerominer: onezerominerApi,
};
