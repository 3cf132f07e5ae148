import { z } from 'zod';
import { hexBytes, toHex } from '../bitcoin/hex.ts';
import { readPart } from '../envelope.ts';
import { mainForks, type BeamForks } from './beam-hash.ts';
import { descriptions, hdsCodes, type HdsVerdict } from './codes.ts';
import type { HdsJob } from './job.ts';
import { decodeMessage, encodeMessage } from './message.ts';
import { checkedPrefix, noncePrefix, type NoncePrefix } from './nonce-prefix.ts';

/** What a node or pool says to its clients. */
export type ServerMessage =
  /** It takes the place of the one before. */
  | {
      readonly kind: 'job';
      readonly job: HdsJob;
      /** From this job on; null: as before. */
      readonly noncePrefix: NoncePrefix | null;
    }
  /** Nobody need work on it any more. */
  | { readonly kind: 'cancel'; readonly jobId: string }
  | { readonly kind: 'result'; readonly result: HdsResult }
  | { readonly kind: 'unknown'; readonly id: string; readonly method: string };

/** The answer to a login, which has its id, or to a solution, which has that of the job. */
export interface HdsResult {
  readonly id: string;
  /** See `isLoggedIn`, `isAccepted` and `verdictOf`. */
  readonly code: number;
  /** For people; at most 200 characters. */
  readonly description: string;
  /** null: as before. */
  readonly noncePrefix: NoncePrefix | null;
  /** Of the network; null where it is not told. */
  readonly forks: BeamForks | null;
  /** Of the block that the solution became, 64 digits; null where there is none. */
  readonly blockHash: string | null;
}

/** Packed difficulties end there: it stands for one that cannot be reached. */
const maxDifficulty = 0xe800_0000;

const height = z.number().int().min(0);
const prefix = noncePrefix.nullish().transform((digits) => digits ?? null);

const Job = z.object({
  input: hexBytes(32),
  difficulty: z.number().int().min(0).max(maxDifficulty),
  height: height.nullish().transform((told) => told ?? null),
  nonceprefix: prefix,
});

// What a result says besides must not hide whether a share was accepted.
const description = z
  .string()
  .catch('')
  .transform((text) => text.slice(0, 200));
const blockHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/i)
  .nullable()
  .catch(null);
const Result = z.object({
  code: z.number().int(),
  description,
  nonceprefix: prefix,
  forkheight: height.nullish(),
  forkheight2: height.nullish(),
  blockhash: blockHash,
});

/**
 * Reads one line of a node or pool.
 *
 * @throws {BadStratumMessageError}
 */
export function decodeServerMessage(line: string): ServerMessage {
  const { id, method, fields } = decodeMessage(line);
  switch (method) {
    case 'job': {
      const { nonceprefix, ...job } = readPart(Job, fields, { what: method, id });
      return { kind: 'job', job: { id, ...job }, noncePrefix: nonceprefix };
    }
    case 'cancel':
      return { kind: 'cancel', jobId: id };
    case 'result':
      return { kind: 'result', result: { id, ...readResult(fields, id) } };
    default:
      return { kind: 'unknown', id, method };
  }
}

function readResult(fields: Readonly<Record<string, unknown>>, id: string): Omit<HdsResult, 'id'> {
  const { code, description, nonceprefix, forkheight, forkheight2, blockhash } = readPart(
    Result,
    fields,
    { what: 'result', id },
  );
  const second = forkheight ?? mainForks.second;
  const third = forkheight2 ?? mainForks.third;
  const areTold = typeof forkheight === 'number' || typeof forkheight2 === 'number';
  return {
    code,
    description,
    noncePrefix: nonceprefix,
    forks: areTold ? { second, third } : null,
    blockHash: blockhash,
  };
}

/**
 * @param job     its id is a decimal number: clients read it as one
 * @param prefix  with what the client's nonces begin from now on; null: as before
 * @throws {RangeError}  when the id is no decimal number, or the prefix is none of whole bytes
 */
export function encodeJob(
  { id, input, difficulty, height }: HdsJob,
  prefix: NoncePrefix | null,
): string {
  return encodeMessage(decimal(id), 'job', {
    input: toHex(input),
    difficulty,
    ...(height !== null && { height }),
    ...(prefix !== null && { nonceprefix: checkedPrefix(prefix) }),
  });
}

/** @throws {RangeError}  when the id is no decimal number */
export function encodeCancel(jobId: string): string {
  return encodeMessage(decimal(jobId), 'cancel', {});
}

function decimal(id: string): string {
  if (!/^\d{1,20}$/.test(id)) throw new RangeError(`job ids are decimal numbers, not "${id}"`);
  return id;
}

/** What an answer may say besides. */
export interface ResultDetails {
  readonly noncePrefix?: NoncePrefix;
  readonly forks?: BeamForks;
  /** 64 digits */
  readonly blockHash?: string;
}

/**
 * Answers a login, whose id it takes, or a solution, whose job's it takes.
 *
 * @throws {RangeError}  when the prefix is none of whole bytes
 */
export function encodeResult(
  id: string,
  verdict: HdsVerdict,
  { noncePrefix, forks, blockHash }: ResultDetails = {},
): string {
  return encodeMessage(id, 'result', {
    code: hdsCodes[verdict],
    description: descriptions[verdict],
    ...(noncePrefix !== undefined && { nonceprefix: checkedPrefix(noncePrefix) }),
    ...(forks && { forkheight: forks.second, forkheight2: forks.third }),
    ...(blockHash !== undefined && { blockhash: blockHash }),
  });
}
