import { z } from 'zod';
import { readParams } from './bitcoin/read-params.ts';
import { encodeRequest, type Envelope } from './envelope.ts';
import type { RequestId } from './stratum-errors.ts';

/** What pools of all dialects with `mining.*` say beside the work. */
export type PoolTalk =
  /** Pools of Verus tell the height of the block in such a text. */
  | { readonly kind: 'show-message'; readonly text: string }
  | { readonly kind: 'get-version'; readonly id: RequestId };

const ShowMessage = z.tuple([z.string().transform((text) => text.slice(0, 500))]).rest(z.unknown());

/**
 * @returns null where the request is another
 * @throws {BadStratumMessageError}
 */
export function readPoolTalk(request: Extract<Envelope, { kind: 'request' }>): PoolTalk | null {
  const { id, method } = request;
  if (method === 'client.get_version') return { kind: 'get-version', id };
  if (method !== 'client.show_message') return null;
  const [text] = readParams(ShowMessage, request);
  return { kind: 'show-message', text };
}

export function encodeShowMessage(text: string): string {
  return encodeRequest(null, 'client.show_message', [text]);
}
