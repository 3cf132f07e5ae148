import type { OutputKind } from './miner-kinds.ts';
import { outputKinds } from './miner-kinds.ts';
import type { LineReader } from './miner-report.ts';
import { openXmrigReader } from './xmrig/xmrig-facts.ts';

/** Opens a reader for the output of one process, by how its program prints. */
export const lineReaders: Readonly<Record<OutputKind, () => LineReader>> = {
  ...(Object.fromEntries(outputKinds.map((kind) => [kind, (): LineReader => () => ({})])) as Record<
    OutputKind,
    () => LineReader
  >),
  xmrig: openXmrigReader,
};
