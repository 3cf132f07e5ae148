import { apiBase, operations } from '../../electron/contract/index.ts';
import type { CallInput, OperationName, Output } from '../../electron/contract/index.ts';
import { restRequest } from '../../electron/contract/request.ts';
import { answerError, unreachableError } from './api-error.ts';

/**
 * Calls an operation over REST. The token travels as a cookie that scripts cannot read.
 *
 * @throws {ApiError} the service's own error, or `service-not-running` where nobody answers
 */
export async function callRest<Name extends OperationName>(
  name: Name,
  input: CallInput<Name>,
  request: typeof fetch = fetch,
  signal?: AbortSignal,
): Promise<Output<Name>> {
  const { method, path, body } = restRequest(operations[name].route, { ...input });
  const response = await send(request, `${apiBase}${path}`, {
    method,
    credentials: 'same-origin',
    ...(signal !== undefined && { signal }),
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw answerError(response.status, answer);
  // The service has checked its answer by this very contract.
  return answer as Output<Name>;
}

async function send(request: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await request(url, init);
  } catch (error) {
    throw unreachableError(error);
  }
}
