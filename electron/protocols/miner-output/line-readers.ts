import { openEthminerReader } from './claymore/ethminer-lines.ts';
import { openTtMinerReader } from './claymore/tt-miner-lines.ts';
import { openCpuminerReader } from './cpuminer/cpuminer-lines.ts';
import { openCpuminerOptReader } from './cpuminer/cpuminer-opt-lines.ts';
import type { OutputKind } from './miner-kinds.ts';
import { outputKinds } from './miner-kinds.ts';
import type { LineReader } from './miner-report.ts';
import { openNheqminerReader } from './nheqminer/nheqminer-lines.ts';
import { openXmrigReader } from './xmrig/xmrig-facts.ts';

/** Opens a reader for the output of one process, by how its program prints. */
export const lineReaders: Readonly<Record<OutputKind, () => LineReader>> = {
  ...(Object.fromEntries(outputKinds.map((kind) => [kind, (): LineReader => () => ({})])) as Record<
    OutputKind,
    () => LineReader
  >),
  xmrig: openXmrigReader,
  cpuminer: openCpuminerReader,
  'cpuminer-opt': openCpuminerOptReader,
  minerd: openCpuminerReader,
  ccminer: openCpuminerReader,
  nheqminer: openNheqminerReader,
  ethminer: openEthminerReader,
  'tt-miner': openTtMinerReader,
};
