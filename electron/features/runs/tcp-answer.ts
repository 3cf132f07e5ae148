import { once } from 'node:events';
import { connect } from 'node:net';
import type { ApiQuery } from '../../protocols/miner-output/miner-report.ts';
import { MinerApiError } from './miner-api-error.ts';
import type { MinerApi } from './ports.ts';
import { readAnswer } from './read-answer.ts';

/** What stands behind an answer; null: the miner closes. */
const endings = { line: 0x0a, nul: 0x00, close: null } as const;

/**
 * Asks a miner on a connection of its own.
 *
 * @returns the answer without what ends it. A miner that closes early has said all it has to say.
 * @throws  {MinerApiError} where it says nothing or too much; other errors where nobody answers
 */
export async function tcpAnswer(
  { url }: MinerApi,
  { text, until }: Extract<ApiQuery, { over: 'tcp' }>,
  signal: AbortSignal,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const destroy = (): void => void socket.destroy(new Error('aborted'));
  // Whoever waits hears of it; what goes wrong once nobody waits is of no interest.
  socket.on('error', () => undefined);
  try {
    signal.throwIfAborted();
    signal.addEventListener('abort', destroy);
    await once(socket, 'connect');
    if (text !== '') socket.write(text);
    const ending = endings[until];
    const bytes = await readAnswer(socket, (piece) => ending !== null && piece.includes(ending));
    if (bytes.length === 0) throw new MinerApiError('it closed without an answer');
    const end = ending === null ? -1 : bytes.indexOf(ending);
    return bytes.subarray(0, end === -1 ? undefined : end).toString('utf8');
  } finally {
    signal.removeEventListener('abort', destroy);
    socket.destroy();
  }
}
