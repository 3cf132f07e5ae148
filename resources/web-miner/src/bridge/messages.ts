import * as z from 'zod/mini';
import type { MiningJob } from '../mining/mining-job.ts';
import { CompactWorkMessage, FullWorkMessage } from './work.ts';

// Otherwise zod tries whether it may compile code, which the policy of the page reports as an attack.
z.config({ jitless: true });

/** What the bridge says. */
export type BridgeMessage =
  | { readonly kind: 'work'; readonly job: MiningJob }
  /** Stop at once: other work follows. */
  | { readonly kind: 'interrupt' }
  | ({ readonly kind: 'share-result' } & ShareResult)
  | { readonly kind: 'pong' }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  /** Of a newer bridge. */
  | { readonly kind: 'unknown'; readonly type: string };

export interface ShareResult {
  readonly accepted: boolean;
  /** Why not, as a word. */
  readonly reason: string | null;
  /** Why not, more exactly. */
  readonly detail: string | null;
}

/** Longest message that is read; work has some 12,000 characters. */
const maxLength = 65_536;
const text = z.string().check(z.maxLength(1_000));

const ShareResult = z.object({
  accepted: z.boolean(),
  reason: z._default(z.nullable(text), null),
  detail: z._default(z.nullable(text), null),
});
const ErrorMessage = z.object({ code: z._default(text, ''), message: z._default(text, '') });
const AnyMessage = z.looseObject({
  type: z.string().check(z.maxLength(50)),
  form: z.optional(z.unknown()),
});

/** The bridge said what makes no sense. */
export class BadBridgeMessageError extends Error {}

/** @throws {BadBridgeMessageError} */
export function decodeBridgeMessage(data: unknown): BridgeMessage {
  const message = read(AnyMessage, parseJson(data));
  switch (message.type) {
    case 'work':
      return {
        kind: 'work',
        job:
          message.form === 'compact'
            ? read(CompactWorkMessage, message).work
            : read(FullWorkMessage, message).work,
      };
    case 'interrupt':
      return { kind: 'interrupt' };
    case 'share_result':
      return { kind: 'share-result', ...read(ShareResult, message) };
    case 'pong':
      return { kind: 'pong' };
    case 'error':
      return { kind: 'error', ...read(ErrorMessage, message) };
    default:
      return { kind: 'unknown', type: message.type };
  }
}

function parseJson(data: unknown): unknown {
  if (typeof data !== 'string' || data.length > maxLength) {
    throw new BadBridgeMessageError('a message is no text, or too long');
  }
  try {
    return JSON.parse(data);
  } catch {
    throw new BadBridgeMessageError('a message is not JSON');
  }
}

function read<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw new BadBridgeMessageError(z.prettifyError(parsed.error));
}

/** Who we are to the bridge. */
export interface Identity {
  /** Stays the same for this browser. */
  readonly clientId: string;
  /** As people call this device; '': they do not. */
  readonly worker: string;
  /** '': none */
  readonly password: string;
}

export function encodeIdentify({ clientId, worker, password }: Identity): string {
  return JSON.stringify({
    type: 'identify',
    clientId,
    form: 'compact',
    ...(worker === '' ? {} : { worker }),
    ...(password === '' ? {} : { password }),
  });
}

export function encodeShare({ jobId }: MiningJob, nonce: number, worker: string): string {
  const name = worker === '' ? {} : { worker };
  return JSON.stringify({ type: 'share', work: { job_id: jobId }, nonce, ...name });
}

export function encodePing(): string {
  return JSON.stringify({ type: 'ping' });
}
