import { AppError } from '../../base/app-error.ts';

export interface PoolAddress {
  /** Name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `stratum+tcp://host:port`; IPv6 addresses stand in brackets.
 *
 * @throws {BadPoolUrlError}
 */
export function parsePoolUrl(url: string): PoolAddress {
  const match = /^stratum\+tcp:\/\/(?:\[([0-9a-fA-F:.]+)\]|([^\s/@:[\]]+)):(\d{1,5})$/.exec(url);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > 65_535) throw new BadPoolUrlError(url);
  return { host, port };
}

/** `host:port`, with brackets around IPv6. */
export function addressText({ host, port }: PoolAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

export class BadPoolUrlError extends AppError {
  readonly code = 'bad-pool-url';
  readonly userMessage: string;
  override readonly suggestion = 'Write it like stratum+tcp://pool.example:3333.';

  constructor(url: string) {
    super(`bad pool url ${url}`);
    this.userMessage = `"${url.slice(0, 300)}" is not an address of a pool.`;
  }
}
