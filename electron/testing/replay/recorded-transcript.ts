import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { TranscriptLine } from '../../protocols/stratum/transcript.ts';

const protocols = new URL('../../protocols/stratum/', import.meta.url);

const Recorded = z.object({
  /** s */
  t: z.number().default(0),
  dir: z.enum(['C>S', 'S>C']),
  ev: z.enum(['line', 'connect', 'eof']),
  data: z.string().default(''),
});

/**
 * A conversation between a real program and a real pool, as the tests of the protocols have it.
 *
 * @param name  below protocols/stratum; it names the program and its version
 */
export function recordedTranscript(name: string): TranscriptLine[] {
  const lines = readFileSync(new URL(name, protocols), 'utf8').trim().split('\n');
  // The first line of some says what it is.
  const recorded = lines.flatMap((line) => Recorded.safeParse(JSON.parse(line)).data ?? []);
  const said = recorded.filter(({ ev }) => ev === 'line');
  const [{ t: start } = { t: 0 }] = said;
  return said.map(({ t, dir, data }) => ({
    at: (t - start) * 1_000,
    direction: dir === 'C>S' ? 'client' : 'pool',
    line: data.trim(),
  }));
}
