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

export interface Words {
  /** Two or three words. */
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

/** TLS was spoken to a port that said nothing to it. */
const tlsUnanswered: Words = {
  reason: 'TLS was not answered',
  sentence: 'did not answer the greeting of TLS.',
  suggestion: 'The port may speak no TLS: try the address with stratum+tcp:// (or ws://).',
};
const tlsRefused: Words = {
  reason: 'TLS was refused',
  sentence: 'closed the connection when TLS was spoken to it.',
  suggestion: tlsUnanswered.suggestion,
};
const noTls: Words = {
  reason: 'no TLS',
  sentence: 'does not speak TLS on this port.',
  suggestion: 'Write the address with stratum+tcp:// (or ws://), or use the port for TLS.',
};
const oldTls: Words = {
  reason: 'old TLS',
  sentence: 'speaks only versions of TLS that are no longer safe.',
  suggestion: 'Choose another port or another pool; TLS 1.2 is the least that is used.',
};
const noCommonTls: Words = {
  reason: 'no common TLS',
  sentence: 'and Rigwright found no encryption that both know.',
  suggestion: 'Choose another port or another pool.',
};

/** TLS without knowing with whom. */
export const noCertificate: Words = {
  reason: 'no certificate',
  sentence: 'shows no certificate, so nobody can tell who it is.',
  suggestion: noCommonTls.suggestion,
};

/** The other side speaks TLS where we do not. */
export const speaksTls: Words = {
  reason: 'TLS is spoken',
  sentence: 'speaks TLS on this port.',
  suggestion: 'Write the address with stratum+ssl:// (or wss://).',
};
/** The other side answers like a web server. */
export const speaksHttp: Words = {
  reason: 'HTTP is spoken',
  sentence: 'is a web server, and no pool that speaks Stratum over TCP.',
  suggestion:
    'Check the port. For Stratum over a WebSocket the address begins with ws:// or wss://.',
};

/** The other side does not want a WebSocket. @param status  of HTTP */
export function handshakeRefused(status: number): Words {
  const advice: Readonly<Record<number, string>> = {
    401: 'It wants a password in the path, or does not take clients from here.',
    403: 'It wants a password in the path, or does not take clients from here.',
    404: 'Check what stands behind the port in the address.',
    426: 'Check what stands behind the port in the address.',
    429: 'Too many connections come from here; it is tried again by itself.',
  };
  const suggestion =
    advice[status] ??
    (status >= 500
      ? 'The other side has a fault; it is tried again by itself.'
      : 'Check the address: this port may be for something else.');
  return {
    reason: `HTTP ${status}`,
    sentence: `refused the WebSocket with HTTP ${status}.`,
    suggestion,
  };
}
/** Something answers, but not as a WebSocket does. */
export const noWebSocket: Words = {
  reason: 'no WebSocket',
  sentence: 'does not speak WebSocket on this port.',
  suggestion: 'Check the address. Stratum over TCP begins with stratum+tcp:// or stratum+ssl://.',
};
/** A message is far longer than any of a pool. */
export const messageTooLong: Words = {
  reason: 'message too long',
  sentence: 'sent a message that is too long.',
  suggestion: 'Check the address: this may be no pool.',
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
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  ERR_SSL_HTTP_REQUEST: noTls,
  ERR_SSL_UNSUPPORTED_PROTOCOL: oldTls,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: oldTls,
  ERR_SSL_SSL_TLS_ALERT_HANDSHAKE_FAILURE: noCommonTls,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: noCommonTls,
  ERR_SSL_NO_SHARED_CIPHER: noCommonTls,
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: messageTooLong,
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

/** The failure behind an error of a socket that was connected and began to speak TLS. */
export function encryptionError(name: string, cause: unknown): ConnectionError {
  if (cause instanceof ConnectionError) {
    return cause.reason === timedOut.reason
      ? new ConnectionError(name, tlsUnanswered, { cause })
      : cause;
  }
  const isEnd = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'].includes(errnoCode(cause) ?? '');
  return isEnd ? new ConnectionError(name, tlsRefused, { cause }) : connectionError(name, cause);
}
