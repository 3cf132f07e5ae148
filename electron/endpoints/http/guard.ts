import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { AppError } from '../../base/app-error.ts';

interface RequestHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/**
 * Refuses what a foreign page could make a browser send: a Host that is not ours (DNS rebinding)
 * and an Origin that is not the page we served.
 *
 * @param boundHost  address the server listens on; its own name is allowed besides the loopback ones
 * @throws {WrongHostError | ForeignOriginError}
 */
export function checkHeaders({ host, origin }: RequestHeaders, boundHost: string): void {
  const name = host === undefined ? undefined : hostName(host);
  if (name === undefined || !isOwnName(name, boundHost)) throw new WrongHostError(host ?? '');
  if (origin === undefined) return;
  // Same origin: the page's host and port are those the request was sent to.
  if (origin !== `http://${host}` && origin !== `https://${host}`) {
    throw new ForeignOriginError(origin);
  }
}

/** Host without its port: `[::1]:9090` → `::1`; undefined where it is no host at all. */
function hostName(host: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host);
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

function isOwnName(name: string, boundHost: string): boolean {
  if (['localhost', '127.0.0.1', '::1'].includes(name)) return true;
  if (isLoopback(boundHost)) return false;
  // Opened to the network by its owner: reached by any address of this computer, or its name.
  return isIP(name) !== 0 || name === boundHost.toLowerCase() || isHostname(name);
}

const isHostname = (name: string): boolean => {
  const own = hostname().toLowerCase();
  return name === own || name === `${own}.local`;
};

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');

class WrongHostError extends AppError {
  readonly code = 'wrong-host';
  readonly userMessage = 'This address is not one of this rig.';
  override readonly suggestion = 'Open the address that the service printed when it started.';
  constructor(host: string) {
    super(`refused Host ${host.slice(0, 100)}`);
  }
}

class ForeignOriginError extends AppError {
  readonly code = 'foreign-origin';
  readonly userMessage = 'Another web page tried to reach this rig and was refused.';
  constructor(origin: string) {
    super(`refused Origin ${origin.slice(0, 100)}`);
  }
}
