import { z } from 'zod';
import { encodeRpcRequest, readPart } from '../envelope.ts';
import type { RequestId } from '../stratum-errors.ts';
import { quantityHex, toQuantityHex } from './prefixed-hex.ts';

/** What a client says of its speed, in both dialects the same. */
export interface ReportedHashRate {
  /** H/s */
  readonly hashRate: number;
  /** Random digits by which a program is told from others of the same worker. */
  readonly clientId: string;
}

export const reportHashRateMethod = 'eth_submitHashrate';

const Report = z.tuple([quantityHex, z.string().max(200).nullish()]).rest(z.unknown());

/** @throws {BadStratumMessageError} */
export function readHashRate(params: unknown, id: RequestId): ReportedHashRate {
  const [hashRate, clientId] = readPart(Report, params, { what: reportHashRateMethod, id });
  return { hashRate: Number(hashRate), clientId: clientId ?? '' };
}

/** Tells the pool how fast the client believes to be; it is shown, not paid. */
export function encodeHashRate(id: RequestId, report: ReportedHashRate): string {
  const { hashRate, clientId } = report;
  const whole = toQuantityHex(Math.max(0, Math.round(hashRate)));
  return encodeRpcRequest(id, reportHashRateMethod, [whole, clientId]);
}
