import type { IncomingMessage } from 'node:http';

/** How a password stands among the protocols that a browser offers: it can send no header of its own. */
const prefix = 'password.';

/** Longest that is looked at, characters. */
const maxLength = 1_000;

/**
 * The password that came with a connection: as `?password=` of its address, or as a protocol
 * `password.` with the password in base64url behind it.
 */
export function passwordOf({ url = '/', headers }: IncomingMessage): string | null {
  const query = new URLSearchParams(url.split('?')[1] ?? '').get('password');
  if (query !== null) return query.slice(0, maxLength);
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  const found = offered.find((each) => each.startsWith(prefix));
  if (found === undefined) return null;
  return Buffer.from(found.slice(prefix.length, maxLength), 'base64url').toString();
}

/** The protocol that is agreed upon: a browser hangs up where it offered some and gets none. */
export function protocolOf(offered: ReadonlySet<string>): string | false {
  const [first] = offered;
  return [...offered].find((each) => !each.startsWith(prefix)) ?? first ?? false;
}
