import { decodeOpenEnvelope } from '../envelope.ts';

export type EthereumDialect = 'eth-proxy' | 'ethereum-stratum';

/** `mining.hello` asks for EthereumStratum/2.0, which is refused there, so that 1.0 is tried next. */
const openings: Readonly<Record<string, EthereumDialect>> = {
  eth_submitLogin: 'eth-proxy',
  eth_login: 'eth-proxy',
  eth_getWork: 'eth-proxy',
  'mining.hello': 'ethereum-stratum',
  'mining.subscribe': 'ethereum-stratum',
};

/**
 * What a client speaks, by its first line: ethminer tries one dialect after the other.
 *
 * @returns undefined where it is neither
 * @throws {BadStratumMessageError}  when it is no message
 */
export function ethereumDialectOf(line: string): EthereumDialect | undefined {
  const envelope = decodeOpenEnvelope(line);
  if (envelope.kind !== 'request' || !Object.hasOwn(openings, envelope.method)) return undefined;
  return openings[envelope.method];
}
