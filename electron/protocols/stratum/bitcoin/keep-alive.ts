import { encodeAnswer, encodeRequest } from '../envelope.ts';
import type { RequestId } from '../stratum-errors.ts';

/** Either side may ask whether the other is still there. */
export function encodePing(id: RequestId): string {
  return encodeRequest(id, 'mining.ping', []);
}

/** Answers {@link encodePing}. Some programs send a `mining.pong` of their own instead. */
export function encodePong(id: RequestId): string {
  return encodeAnswer(id, 'pong', null);
}
