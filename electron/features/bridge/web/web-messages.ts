import { nonceSpaceOffset as nonceSpaceInSolution } from '../../../protocols/stratum/verus/solution.ts';
import { solutionLength } from '../../../protocols/stratum/verus/block-header.ts';

/** What a WebSocket client says. Nothing is read of it that is not needed: work comes back whole. */
export type WebMessage =
  | { readonly kind: 'ping' }
  | {
      readonly kind: 'identify';
      /** How the client is called; null: it does not say. */
      readonly name: string | null;
      readonly password: string | null;
      readonly wantsCompact: boolean;
    }
  | {
      readonly kind: 'share';
      readonly jobKey: string;
      /** The counter at the end of the nonce space. */
      readonly nonce: number;
      /** The 15 bytes of the nonce space; null: those of the work, with the nonce. */
      readonly space: Uint8Array | null;
      readonly worker: string | null;
    }
  /** A share that can be none. */
  | { readonly kind: 'bad-share'; readonly problem: string }
  | { readonly kind: 'nonsense' };

/** Longest message of a client, bytes: a share with all of its work has some 20 kB. */
export const maxMessageBytes = 65_536;

const nonceSpaceBytes = 15;
/** Where the nonce space begins in `extra`: there the length stands before the solution. */
const nonceSpaceInExtra = solutionLength.length + nonceSpaceInSolution;
const maxName = 100;

type Fields = Readonly<Record<string, unknown>>;

/** Reads one message. */
export function readWebMessage(text: string): WebMessage {
  const message = fieldsOf(parse(text));
  switch (message?.type) {
    case 'ping':
      return { kind: 'ping' };
    case 'identify':
      return {
        kind: 'identify',
        name: textOf(message.worker) ?? textOf(message.clientId),
        password: textOf(message.password),
        wantsCompact: message.form === 'compact',
      };
    case 'share':
      return readShare(message);
    default:
      return { kind: 'nonsense' };
  }
}

function readShare(message: Fields): WebMessage {
  const work = fieldsOf(message.work) ?? {};
  const jobKey = textOf(work.job_id) ?? textOf(message.job_id);
  if (jobKey === null) return bad('the share does not say its job_id');
  const nonce = readNonce(message.nonce);
  if (nonce === undefined) return bad('nonce must be a number from 0 to 4294967295');
  const worker = textOf(message.worker) ?? textOf(message.workerId) ?? textOf(message.deviceId);
  const found = { kind: 'share', jobKey, nonce, worker } as const;
  const extra = message.extra ?? work.extra;
  if (extra === undefined || extra === null) return { ...found, space: null };
  const taken = spaceOf(extra);
  return taken ? { ...found, space: taken } : bad('extra must have 1347 bytes or more');
}

/** @param extra  numbers in a list, or in what JSON makes of a typed array */
function spaceOf(extra: unknown): Uint8Array | undefined {
  if (typeof extra !== 'object' || extra === null) return undefined;
  const space = new Uint8Array(nonceSpaceBytes);
  for (let index = 0; index < nonceSpaceBytes; index += 1) {
    const value: unknown = Reflect.get(extra, nonceSpaceInExtra + index);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 255) {
      return undefined;
    }
    space[index] = value;
  }
  return space;
}

/** Spec 001 writes a number in its messages, and speaks of a hexadecimal text elsewhere. */
function readNonce(nonce: unknown): number | undefined {
  if (typeof nonce === 'string') {
    const [, digits] = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(nonce) ?? [];
    return digits === undefined ? undefined : Number.parseInt(digits, 16);
  }
  const isCounter = typeof nonce === 'number' && Number.isInteger(nonce);
  return isCounter && nonce >= 0 && nonce < 2 ** 32 ? nonce : undefined;
}

function bad(problem: string): WebMessage {
  return { kind: 'bad-share', problem };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, maxName) : null;
}
