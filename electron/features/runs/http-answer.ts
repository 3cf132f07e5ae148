import type { ApiQuery } from '../../protocols/miner-output/miner-report.ts';
import { MinerApiError } from './miner-api-error.ts';
import type { MinerApi } from './ports.ts';
import { readAnswer } from './read-answer.ts';

/**
 * Asks a miner over HTTP, its token in the head and where the path has a place for it.
 *
 * @returns the body as parsed from JSON; null where it has none
 * @throws  {MinerApiError} where it is refused, too large or not JSON; other errors where nobody
 *          answers
 */
export async function httpAnswer(
  { url, token }: MinerApi,
  { path, body }: Extract<ApiQuery, { over: 'http' }>,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await fetch(url + path.replaceAll('{token}', encodeURIComponent(token)), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      // XMRig answers 415 and does nothing without it.
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: 'error',
    signal,
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new MinerApiError(`the API answered ${response.status}`, response.status);
  }
  const text = (await readAnswer(response.body ?? [])).toString('utf8');
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new MinerApiError('the answer is not JSON', null, { cause });
  }
}
