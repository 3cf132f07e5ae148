import { AppError } from '../../base/app-error.ts';
import { isIpv6 } from './ipv6.ts';

/** How the address of a pool may begin, and how it is then reached. */
export const poolSchemes = {
  'stratum+tcp': 'tcp',
  'stratum+ssl': 'tls',
  'stratum+tls': 'tls',
  ssl: 'tls',
  tcp: 'tcp',
  // Over TLS, which nodes of Hds use unless told otherwise, its pools are written as stratum+ssl.
  hds: 'tcp',
  ws: 'ws',
  wss: 'wss',
} as const;

export type PoolScheme = keyof typeof poolSchemes;
export type PoolTransport = (typeof poolSchemes)[PoolScheme];

const allSchemes = Object.keys(poolSchemes) as readonly PoolScheme[];

export interface PoolAddress {
  /** `tcp` where the address has none. */
  readonly scheme: PoolScheme;
  readonly transport: PoolTransport;
  /** Name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query of a WebSocket, from its slash on; absent: '/'. */
  readonly path?: string;
  /** The dialect that the scheme stands for, where it stands for one. */
  readonly dialectHint?: 'hds';
}

/** Longest address that is taken, characters. */
const maxLength = 300;

/** Ports of a WebSocket that names none. */
const usualPorts: Readonly<Partial<Record<PoolTransport, number>>> = { ws: 80, wss: 443 };

/**
 * Reads `scheme://host:port`, also without the scheme, which is tcp then. IPv6 addresses stand in
 * brackets. Only `ws` and `wss` may have a path behind and may leave out the port.
 *
 * @param schemes  those that the caller can connect by
 * @throws {BadPoolUrlError}
 */
export function parsePoolUrl(
  url: string,
  schemes: readonly PoolScheme[] = allSchemes,
): PoolAddress {
  const refuse = (problem?: string): never => {
    throw new BadPoolUrlError(url, schemes, problem);
  };
  if (url.length > maxLength) return refuse(`It has more than ${maxLength} characters.`);
  const [, given = 'tcp', rest = ''] = /^(?:([^/?#]*):\/\/)?(.*)$/s.exec(url) ?? [];
  const scheme = schemes.find((each) => each === given.toLowerCase());
  if (!scheme) return refuse(`It must begin with ${listOf(schemes)}.`);
  const [, authority = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(rest) ?? [];
  if (authority.includes('@')) {
    return refuse('Leave out all up to the "@": user and password are set beside the address.');
  }
  const transport = poolSchemes[scheme];
  const place = placeOf(authority);
  const port = place?.port ?? usualPorts[transport];
  if (!place) {
    const isBareIpv6 = isIpv6(authority) || isIpv6(authority.replace(/:\d+$/, ''));
    return refuse(isBareIpv6 ? 'An IPv6 address stands in brackets: [::1]:3333.' : undefined);
  }
  if (port === undefined) return refuse('The port is missing.');
  if (port < 1 || port > 65_535) return refuse('A port is from 1 to 65535.');
  const address = { scheme, transport, host: place.host, port };
  if (transport === 'ws' || transport === 'wss') {
    if (!/^(?:[/?][!-~]*)?$/.test(path) || path.includes('#')) {
      return refuse('What stands behind the port is no path.');
    }
    const fromSlash = path.startsWith('?') ? `/${path}` : path;
    return fromSlash === '' || fromSlash === '/' ? address : { ...address, path: fromSlash };
  }
  if (path !== '' && path !== '/') return refuse('Nothing may stand behind the port.');
  return scheme === 'hds' ? { ...address, dialectHint: 'hds' } : address;
}

function listOf(schemes: readonly PoolScheme[]): string {
  const [last = '', ...others] = schemes.map((scheme) => `${scheme}://`).toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
}

function placeOf(authority: string): { host: string; port: number | undefined } | undefined {
  const match = /^(?:\[([^\]]*)\]|([^\s:[\]\\\p{Cc}]+))(?::(\d{1,5}))?$/u.exec(authority);
  const [, ipv6, name, port] = match ?? [];
  const host = ipv6 ?? name;
  if (host === undefined || (ipv6 !== undefined && !isIpv6(ipv6))) return undefined;
  return { host, port: port === undefined ? undefined : Number(port) };
}

/** `host:port`, with brackets around IPv6. */
export function addressText({ host, port }: Pick<PoolAddress, 'host' | 'port'>): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

export class BadPoolUrlError extends AppError {
  readonly code = 'bad-pool-url';
  readonly userMessage: string;
  override readonly suggestion: string;

  /**
   * @param schemes  how it may begin
   * @param problem  what is wrong with it, as a sentence
   */
  constructor(url: string, schemes: readonly PoolScheme[], problem?: string) {
    const shown = withoutUser(url).slice(0, maxLength);
    super(`bad pool url ${shown}${problem === undefined ? '' : `: ${problem}`}`);
    const reason = problem === undefined ? '' : ` ${problem}`;
    this.userMessage = `"${shown}" is not an address of a pool.${reason}`;
    const [scheme = 'stratum+tcp'] = schemes;
    this.suggestion = `Write it like ${scheme}://pool.example:3333.`;
  }
}

/** What stands before the "@" may be a password, which belongs in no message and no log. */
function withoutUser(url: string): string {
  return url.replace(/^((?:[^/?#]*:\/\/)?).*@/s, '$1…@');
}
