import type { TranscriptLine } from '../../protocols/stratum/transcript.ts';
import { openLineClient } from '../line-client.ts';
import { readStratumLine } from '../stratum-line.ts';
import { until } from '../until.ts';

/** A request of the transcript, and what a pool of today says to it. */
export interface Exchange {
  readonly method: string;
  /** As it was sent. */
  readonly request: string;
  /** null: the request had no id, or the pool has hung up. */
  readonly answer: string | null;
}

export interface Replayed {
  readonly exchanges: readonly Exchange[];
  /** All that the pool said. */
  readonly lines: readonly string[];
  /** Whether the pool has hung up before the client was done. */
  readonly closed: boolean;
}

export interface ReplayClientOptions {
  /**
   * What is sent in place of a line: ids of jobs and sessions are others today.
   *
   * @param said  all that the pool has said until then
   */
  readonly rewrite?: (line: string, said: readonly string[]) => string;
  /** How long an answer may take. */
  readonly answerMs?: number;
}

/**
 * Says to a real pool what a client once said: one line after the other, each when the one before is
 * answered.
 *
 * @param address  `host:port`
 * @throws {Error}  naming the request that has no answer in time
 */
export async function replayClient(
  address: string,
  transcript: readonly TranscriptLine[],
  { rewrite = (line) => line, answerMs = 5_000 }: ReplayClientOptions = {},
): Promise<Replayed> {
  await using client = await openLineClient(address);
  const exchanges: Exchange[] = [];
  for (const { direction, line } of transcript) {
    if (direction === 'pool') continue;
    const request = rewrite(line, client.lines);
    const { id, method = '' } = readStratumLine(request);
    const seen = client.lines.length;
    client.send(`${request}\n`);
    const answer = await until(
      `an answer to ${method}`,
      () => {
        if (id === null || client.closed) return 'none';
        return client.lines.slice(seen).find((said) => isAnswerTo(said, id));
      },
      answerMs,
    );
    exchanges.push({ method, request, answer: answer === 'none' ? null : answer });
    if (client.closed) break;
  }
  return { exchanges, lines: [...client.lines], closed: client.closed };
}

function isAnswerTo(line: string, id: unknown): boolean {
  const said = readStratumLine(line);
  return said.isAnswer && said.id === id;
}
