import { AppError } from '../../base/app-error.ts';
import { errnoCode } from '../../base/storage-error.ts';
import { TransferError, type Transfer } from './transfer-error.ts';

const checkNetwork = 'Check the connection to the internet, then try again.';
const tryLater = 'Try again later.';

const unknownHost: Transfer = {
  code: 'offline',
  sentence: 'cannot be found: this computer seems to be offline.',
  suggestion: checkNetwork,
  again: 'when-begun',
};
const unreachable: Transfer = {
  code: 'offline',
  sentence: 'cannot be reached: this computer seems to be offline.',
  suggestion: checkNetwork,
  again: 'when-begun',
};
const refused: Transfer = {
  code: 'download-failed',
  sentence: 'refused the connection: nothing listens there.',
  suggestion:
    'Check the address of the mirror if there is one, and whether a firewall stands between.',
  again: 'when-begun',
};
const brokenOff: Transfer = {
  code: 'download-failed',
  sentence: 'broke the connection off before everything had come.',
  suggestion: 'Try again; it goes on where it stopped.',
  again: 'yes',
};
const noAnswer: Transfer = {
  code: 'timeout',
  sentence: 'does not answer.',
  suggestion: checkNetwork,
  again: 'yes',
};
const noWebServer: Transfer = {
  code: 'download-failed',
  sentence: 'does not answer like a web server.',
  suggestion: 'Check the address of the mirror if there is one.',
  again: 'no',
};

const known: Readonly<Record<string, Transfer>> = {
  ENOTFOUND: unknownHost,
  ENODATA: unknownHost,
  EAI_AGAIN: unknownHost,
  ENETUNREACH: unreachable,
  EHOSTUNREACH: unreachable,
  ENETDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  ECONNREFUSED: refused,
  ECONNRESET: brokenOff,
  ECONNABORTED: brokenOff,
  EPIPE: brokenOff,
  ERR_STREAM_PREMATURE_CLOSE: brokenOff,
  ETIMEDOUT: noAnswer,
};

/** Names of OpenSSL and Node for a certificate that nobody should trust, and what is wrong with it. */
const certificateFaults: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
  CERT_REVOKED: 'it was revoked',
};

/**
 * The expected failure behind an error of a socket or of `node:http`.
 *
 * @param server  `host:port`
 */
export function networkError(server: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const code = errnoCode(cause) ?? 'unknown cause';
  const words = Object.hasOwn(known, code) ? known[code] : undefined;
  return new TransferError(server, words ?? encryptionWords(code) ?? otherWords(code), { cause });
}

function encryptionWords(code: string): Transfer | undefined {
  const fault = Object.hasOwn(certificateFaults, code) ? certificateFaults[code] : undefined;
  if (fault === undefined && !/CERT|SIGNATURE|ISSUER/.test(code)) {
    return /^ERR_SSL|^EPROTO|TLS/.test(code) ? noEncryption(code) : undefined;
  }
  return {
    code: 'download-failed',
    sentence: `shows a certificate that cannot be trusted (${fault ?? code}), so nothing was downloaded.`,
    suggestion:
      'Check the date and time of this computer. If they are right, somebody may stand between: a proxy, a virus scanner or an attacker.',
    again: 'no',
  };
}

function noEncryption(code: string): Transfer {
  return {
    code: 'download-failed',
    sentence: `could not agree on an encrypted connection (${code}).`,
    suggestion: 'Check the address; something between may look into encrypted connections.',
    again: 'no',
  };
}

function otherWords(code: string): Transfer {
  if (code.startsWith('HPE_')) return noWebServer;
  return {
    code: 'download-failed',
    sentence: `could not be asked (${code}).`,
    suggestion: tryLater,
    again: 'no',
  };
}
