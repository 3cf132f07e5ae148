import { z } from 'zod';
import { fromHex, toHex } from '../bitcoin/hex.ts';
import { readPart } from '../envelope.ts';
import { nonceBytes, solutionBytes, type HdsShare } from './job.ts';
import { decodeMessage, encodeMessage } from './message.ts';

/** What a client (a miner) says to a node or pool. */
export type ClientMessage =
  | { readonly kind: 'login'; readonly id: string; readonly apiKey: string }
  | { readonly kind: 'solution'; readonly share: HdsShare }
  /** A solution that cannot be one, such as the 100 bytes of an early test network. */
  | {
      readonly kind: 'wrong-length';
      readonly part: 'nonce' | 'output';
      /** Of the share, with which it is answered. */
      readonly jobId: string;
      /** How many hexadecimal digits there are. */
      readonly digits: number;
    }
  /** Nodes pass over what only they say themselves, and hang up for anything else. */
  | { readonly kind: 'unknown'; readonly id: string; readonly method: string };

const hexText = z.string().regex(/^[0-9a-fA-F]*$/, 'must be hexadecimal digits');
const Login = z.object({ api_key: z.string().max(200) });
const Solution = z.object({ nonce: hexText, output: hexText });

const nonceDigits = 2 * nonceBytes;
const outputDigits = 2 * solutionBytes;

/**
 * Reads one line of a client.
 *
 * @throws {BadStratumMessageError}  with the id of the message, so that it can be answered
 */
export function decodeClientMessage(line: string): ClientMessage {
  const { id, method, fields } = decodeMessage(line);
  switch (method) {
    case 'login': {
      const { api_key: apiKey } = readPart(Login, fields, { what: method, id });
      return { kind: 'login', id, apiKey };
    }
    case 'solution': {
      const { nonce, output } = readPart(Solution, fields, { what: method, id });
      const wrong = { kind: 'wrong-length', jobId: id } as const;
      if (nonce.length !== nonceDigits) return { ...wrong, part: 'nonce', digits: nonce.length };
      if (output.length !== outputDigits) {
        return { ...wrong, part: 'output', digits: output.length };
      }
      const share = { jobId: id, nonce: fromHex(nonce), solution: fromHex(output) };
      return { kind: 'solution', share };
    }
    default:
      return { kind: 'unknown', id, method };
  }
}

/** @param apiKey  as the node has it in its list, or the account at a pool */
export function encodeLogin(id: string, apiKey: string): string {
  return encodeMessage(id, 'login', { api_key: apiKey });
}

/** The digits are in lower case: nodes compare the nonce with its prefix as text. */
export function encodeSolution({ jobId, nonce, solution }: HdsShare): string {
  return encodeMessage(jobId, 'solution', { nonce: toHex(nonce), output: toHex(solution) });
}
