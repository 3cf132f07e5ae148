import { httpAnswer } from './http-answer.ts';
import { MinerApiError } from './miner-api-error.ts';
import type { CallApi } from './ports.ts';
import { tcpAnswer } from './tcp-answer.ts';

/** A miner that uses every core may take its time; a local answer never takes longer than this. */
const timeoutMs = 4_000;

/** Asks a miner's API, never waits long and never reads much. */
export const callMinerApi: CallApi = async (api, query, signal) => {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    return query.over === 'http'
      ? await httpAnswer(api, query, deadline)
      : await tcpAnswer(api, query, deadline);
  } catch (error) {
    if (error instanceof MinerApiError) throw error;
    throw new MinerApiError(deadline.aborted ? 'no answer in time' : 'no answer', null, {
      cause: error,
    });
  }
};
