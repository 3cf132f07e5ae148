import type { CallApi } from './ports.ts';

/** A miner that uses every core may take its time; a local answer never takes longer than this. */
const timeoutMs = 4_000;
/** XMRig's summary has 2.5 kB; a rig of twelve GPUs stays far below this. */
const maxBodyBytes = 512 * 1024;

/** The API gave no usable answer; the message says why. */
export class MinerApiError extends Error {
  override readonly name = 'MinerApiError';
  /** The HTTP status, where that is what was wrong. */
  readonly status: number | null;

  constructor(message: string, status: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Asks a miner's HTTP API with its token, never waits long and never reads much. */
export const callMinerApi: CallApi = async (api, { path, body }, signal) => {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(api.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${api.token}`,
        // XMRig answers 415 and does nothing without it.
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: deadline,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new MinerApiError(`the API answered ${response.status}`, response.status);
    }
    return await readJson(response);
  } catch (error) {
    if (error instanceof MinerApiError) throw error;
    throw new MinerApiError(deadline.aborted ? 'no answer in time' : 'no answer', null, {
      cause: error,
    });
  }
};

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the body.
    if (size > maxBodyBytes) throw new MinerApiError('the answer is too large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new MinerApiError('the answer is not JSON', null, { cause });
  }
}
