import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import { cancellation } from '../../base/cancelled-error.ts';
import { AnswerBody } from './answer-body.ts';
import { answerError } from './answer-error.ts';
import { networkError } from './network-error.ts';
import { redirectTarget, wrongRedirect } from './redirect-target.ts';
import { TransferError } from './transfer-error.ts';

export interface Question {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Until the head of each answer has come, ms. */
  readonly answerTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** The body has yet to be read or destroyed. */
export interface Answer {
  readonly body: AnswerBody;
  /** 200, 206, or 304 where `if-none-match` was sent */
  readonly status: number;
  /** `host:port` of whoever gave it in the end. */
  readonly server: string;
}

/** GitHub needs one; a mirror of a mirror a second and a third. */
const mostRedirects = 5;

/**
 * Asks a web server with GET, and whoever it sends us on to.
 *
 * Each question has a connection of its own: downloads are few, and none is left open behind them.
 *
 * @throws {AppError}  for every answer but those of {@link Answer}, and where none comes
 */
export async function openAnswer({ url, headers, ...waiting }: Question): Promise<Answer> {
  let address = webAddress(url);
  let sent = headers;
  for (let redirects = 0; ; redirects += 1) {
    const message = await ask(address, { headers: sent, ...waiting });
    const { headers: told, statusCode: status = 0 } = message;
    if (![301, 302, 303, 307, 308].includes(status)) {
      const isUnchanged = status === 304 && sent['if-none-match'] !== undefined;
      const head = { server: address.host, status, headers: told };
      const failure = isUnchanged ? undefined : answerError(head, Date.now());
      if (!failure) return { body: new AnswerBody(message), status, server: address.host };
      message.destroy();
      throw failure;
    }
    message.destroy();
    if (redirects === mostRedirects) {
      throw wrongRedirect(address, 'sends the download on and on, from one address to the next.');
    }
    const next = redirectTarget(address, told.location);
    if (next.host !== address.host) sent = withoutSecrets(sent);
    address = next;
  }
}

/** @throws {TransferError} where it is not an address of the web */
function webAddress(text: string): URL {
  const url = URL.parse(text);
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new TransferError('The address of the download', {
    code: 'download-failed',
    sentence: 'is not an address of the web.',
    suggestion: 'It has to begin with https:// or http://.',
    again: 'no',
  });
}

function ask(
  url: URL,
  { headers, answerTimeoutMs, signal }: Omit<Question, 'url'>,
): Promise<IncomingMessage> {
  if (signal.aborted) return Promise.reject(cancellation(signal));
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (url.protocol === 'https:' ? requestEncrypted : requestPlain)(url, {
    // Ranges count bytes as they lie on the server, so they must come as they lie there.
    headers: { 'accept-encoding': 'identity', ...headers },
    agent: false,
    signal,
  });
  const timer = setTimeout(
    () => request.destroy(noAnswer(url.host, answerTimeoutMs)),
    answerTimeoutMs,
  );
  request.once('response', (message) => {
    // One of a body that nobody reads must not end the program.
    message.on('error', () => undefined);
    resolve(message);
  });
  // Stays for the life of the request: an error after the answer is told by the body.
  request.on('error', (error) =>
    reject(signal.aborted ? cancellation(signal) : networkError(url.host, error)),
  );
  request.end();
  return promise.finally(() => clearTimeout(timer));
}

function noAnswer(server: string, timeoutMs: number): TransferError {
  return new TransferError(server, {
    code: 'timeout',
    sentence: `did not answer within ${Math.ceil(timeoutMs / 1_000)} s.`,
    suggestion: 'Check the connection to the internet, then try again.',
    again: 'yes',
  });
}

/** What is meant for one server is not told to the next. */
function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !['authorization', 'cookie'].includes(name.toLowerCase()),
    ),
  );
}
