import { AppError } from '../../base/app-error.ts';
import { errnoCode } from '../../base/storage-error.ts';

/** A connection could not be made, or ended in another way than by its end. */
export class ConnectionError extends AppError {
  readonly code = 'pool-unreachable';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly retryable = true;
  /** What happened in two or three words: 'connection refused'. */
  readonly reason: string;

  /** @param name  the other side, `host:port` */
  constructor(name: string, { reason, sentence, suggestion }: Words, options?: ErrorOptions) {
    super(`${name}: ${reason}`, options);
    this.reason = reason;
    this.userMessage = `${name} ${sentence}`;
    this.suggestion = suggestion;
  }
}

interface Words {
  readonly reason: string;
  /** Goes on after the name of the other side. */
  readonly sentence: string;
  readonly suggestion: string;
}

const checkAddress = 'Check the address and the port.';
const checkNetwork = 'Check the connection to the network; it is tried again by itself.';

export const timedOut: Words = {
  reason: 'operation timed out',
  sentence: 'did not answer in time.',
  suggestion: checkNetwork,
};

/** The other side takes no more of what it is sent. */
export const notReading: Words = {
  reason: 'other side does not read',
  sentence: 'does not read what it is sent.',
  suggestion: checkNetwork,
};

const reset: Words = {
  reason: 'connection reset by peer',
  sentence: 'broke the connection off.',
  suggestion:
    'It is tried again by itself. If this goes on, the other side may refuse this account.',
};
const unknownHost: Words = {
  reason: 'unknown host',
  sentence: 'is not known: no computer has this name.',
  suggestion: 'Check the spelling of the address and the connection to the network.',
};
const unreachable: Words = {
  reason: 'network is unreachable',
  sentence: 'cannot be reached from this network.',
  suggestion: checkNetwork,
};

const known: Readonly<Record<string, Words>> = {
  ECONNREFUSED: {
    reason: 'connection refused',
    sentence: 'refused the connection: nothing listens there.',
    suggestion: checkAddress,
  },
  ECONNRESET: reset,
  EPIPE: reset,
  ECONNABORTED: reset,
  ENOTFOUND: unknownHost,
  ENODATA: unknownHost,
  EAI_AGAIN: {
    reason: 'name server does not answer',
    sentence: 'could not be looked up: the name server does not answer.',
    suggestion: checkNetwork,
  },
  ETIMEDOUT: timedOut,
  ENETUNREACH: unreachable,
  EHOSTUNREACH: unreachable,
  ENETDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
};

/** The failure behind an error of a socket. */
export function connectionError(name: string, cause: unknown): ConnectionError {
  if (cause instanceof ConnectionError) return cause;
  const code = errnoCode(cause) ?? 'unknown cause';
  const words = Object.hasOwn(known, code) ? known[code] : undefined;
  const other = {
    reason: code,
    sentence: `cannot be reached (${code}).`,
    suggestion: checkAddress,
  };
  return new ConnectionError(name, words ?? other, { cause });
}
