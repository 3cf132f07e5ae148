import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../base/app-error.ts';

/** A browser stays signed in this long; the token file is its real end. */
const cookieSeconds = 30 * 86_400;

/**
 * Who may call over HTTP: whoever has the token, as a bearer token or as the cookie that the page's
 * address with `?token=` is exchanged for. The cookie holds a value derived from the token, never
 * the token, and is good as long as the token is, so a restart of the service signs nobody out.
 */
export class Access {
  readonly #token: string;
  readonly #cookie: string;

  constructor(token: string) {
    this.#token = token;
    this.#cookie = createHmac('sha256', token)
      .update('rigwright browser session')
      .digest('base64url');
  }

  /** Two services on one computer share the browser's cookies: the port keeps theirs apart. */
  static cookieName(port: number): string {
    return `rigwright-${port}`;
  }

  setCookie(port: number): string {
    const name = Access.cookieName(port);
    return `${name}=${this.#cookie}; Max-Age=${cookieSeconds}; Path=/; HttpOnly; SameSite=Strict`;
  }

  isToken(text: string): boolean {
    return sameText(text, this.#token);
  }

  /** @throws {NoTokenError | WrongTokenError} */
  check(authorization: string | undefined, cookie: string | undefined): void {
    if (authorization !== undefined) {
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined || !this.isToken(token)) throw new WrongTokenError();
      return;
    }
    if (cookie === undefined) throw new NoTokenError();
    if (!sameText(cookie, this.#cookie)) throw new WrongTokenError();
  }
}

/** Compares in a time that tells nothing: digests have one length whatever was sent. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

class NoTokenError extends AppError {
  readonly code = 'no-token';
  readonly userMessage = 'This rig answers only to its owner.';
  override readonly suggestion =
    'Open the address that the service printed when it started, or send the token of the file “access-token” in the data folder as “Authorization: Bearer …”.';
  constructor() {
    super('no token');
  }
}

class WrongTokenError extends AppError {
  readonly code = 'wrong-token';
  readonly userMessage = 'That token is not the one of this rig.';
  override readonly suggestion =
    'The token of this rig is in the file “access-token” in its data folder.';
  constructor() {
    super('wrong token');
  }
}
