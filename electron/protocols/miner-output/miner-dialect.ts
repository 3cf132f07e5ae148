import { apiDialects } from './api-dialects.ts';
import { lineReaders } from './line-readers.ts';
import type { ApiKind, OutputKind } from './miner-kinds.ts';
import type { MinerDialect } from './miner-report.ts';

/**
 * How to talk with a miner, put together from what is known of it.
 *
 * @param api     null where it has no interface, or none that can be read
 * @param output  null where its output is only shown, not understood
 */
export function minerDialect(api: ApiKind | null, output: OutputKind | null): MinerDialect {
  const keys = output === null ? undefined : pauseKeys[output];
  return {
    openReader: output === null ? () => () => ({}) : lineReaders[output],
    api: api === null ? null : apiDialects[api],
    pauseKey: keys?.pause ?? null,
    resumeKey: keys?.resume ?? null,
  };
}

/** Only where the miner's own documentation tells them. */
const pauseKeys: Readonly<Partial<Record<OutputKind, { pause: string; resume: string }>>> = {
  xmrig: { pause: 'p', resume: 'r' },
};
