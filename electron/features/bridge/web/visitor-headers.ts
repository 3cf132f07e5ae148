import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Whose page a request comes from. */
export type PageOrigin = 'none' | 'own' | 'allowed' | 'foreign';

/** @param allowed  origins that may connect besides the own page; `*` is every one */
export function originOf(
  { host, origin }: IncomingHttpHeaders,
  allowed: readonly string[],
): PageOrigin {
  // Programs that are no browser send none.
  if (origin === undefined) return 'none';
  const lower = origin.toLowerCase();
  if (host !== undefined && lower.replace(/^https?:\/\//, '') === host.toLowerCase()) return 'own';
  const isAllowed = allowed.some((each) => each === '*' || withoutSlash(each) === lower);
  return isAllowed ? 'allowed' : 'foreign';
}

/**
 * Whether a request was meant for us. A name of a stranger that leads to our address could make a
 * browser take the stranger's page for ours.
 *
 * @param allowed  origins whose names are ours, too: a proxy before the bridge has one
 */
export function isOwnHost(host: string | undefined, allowed: readonly string[]): boolean {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host ?? '');
  const name = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (name === undefined) return false;
  if (name === 'localhost' || isIP(name) !== 0) return true;
  const own = hostname().toLowerCase();
  if (name === own || name === `${own}.local`) return true;
  return allowed.some((each) => each === '*' || hostOf(each) === name);
}

const withoutSlash = (origin: string): string => origin.toLowerCase().replace(/\/$/, '');

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).hostname : undefined;
}
