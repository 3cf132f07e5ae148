import { openBzminerReader } from './bzminer/bzminer-lines.ts';
import { openEthminerReader } from './claymore/ethminer-lines.ts';
import { openTtMinerReader } from './claymore/tt-miner-lines.ts';
import { openCpuminerReader } from './cpuminer/cpuminer-lines.ts';
import { openCpuminerOptReader } from './cpuminer/cpuminer-opt-lines.ts';
import { openGminerReader } from './gminer/gminer-lines.ts';
import { openLolminerReader } from './lolminer/lolminer-lines.ts';
import type { OutputKind } from './miner-kinds.ts';
import type { LineReader } from './miner-report.ts';
import { openNbminerReader } from './nbminer/nbminer-lines.ts';
import { openNheqminerReader } from './nheqminer/nheqminer-lines.ts';
import { openOnezerominerReader } from './onezerominer/onezerominer-lines.ts';
import { openRigelReader } from './rigel/rigel-lines.ts';
import { openSrbminerReader } from './srbminer/srbminer-lines.ts';
import { openTRexReader } from './t-rex/t-rex-lines.ts';
import { openTeamredminerReader } from './teamredminer/teamredminer-lines.ts';
import { openWildrigReader } from './wildrig/wildrig-lines.ts';
import { openXmrigReader } from './xmrig/xmrig-facts.ts';

/** Opens a reader for the output of one process, by how its program prints. */
export const lineReaders: Readonly<Record<OutputKind, () => LineReader>> = {
  xmrig: openXmrigReader,
  cpuminer: openCpuminerReader,
  'cpuminer-opt': openCpuminerOptReader,
  minerd: openCpuminerReader,
  ccminer: openCpuminerReader,
  nheqminer: openNheqminerReader,
  ethminer: openEthminerReader,
  'tt-miner': openTtMinerReader,
  't-rex': openTRexReader,
  lolminer: openLolminerReader,
  rigel: openRigelReader,
  bzminer: openBzminerReader,
  srbminer: openSrbminerReader,
  gminer: openGminerReader,
  nbminer: openNbminerReader,
  teamredminer: openTeamredminerReader,
  wildrig: openWildrigReader,
  onezerominer: openOnezerominerReader,
};
