import { z } from 'zod';
import { AppError } from '../../../base/app-error.ts';
import type { Bridge, BridgeDraft } from '../../../contract/values/bridge.ts';
import type { BridgeId } from '../../../contract/values/ids.ts';
import { BridgePasswordLostError } from './bridge-errors.ts';
import type { SecretsPort } from './ports.ts';

type Pool = Bridge['pools'][number];

/** Passwords of a bridge: that of its clients, and that of each account. */
export type BridgeSecrets = ReadonlyMap<string, string>;

const Stored = z.record(z.string(), z.string());
const clientsKey = 'clients';

/** Passwords stand by account, not by place: pools that change places keep their own. */
const accountOf = ({ url, user }: Pick<Pool, 'url' | 'user'>): string => `pool ${url} ${user}`;

/** `stratum+tcp://pool.example:3333` → `stratum+tcp://pool.example` */
const hostOf = (url: string): string => url.replace(/:\d+$/, '').toLowerCase();

const secretName = (bridgeId: BridgeId): string => `bridge/${bridgeId}`;

export function readSecrets(port: SecretsPort, bridgeId: BridgeId): BridgeSecrets {
  const text = port.get(secretName(bridgeId));
  return new Map(text === undefined ? [] : Object.entries(Stored.parse(JSON.parse(text))));
}

/**
 * Keeps exactly these for a bridge.
 *
 * @returns a function that puts back what was there before
 */
export async function replaceSecrets(
  port: SecretsPort,
  bridgeId: BridgeId,
  secrets: BridgeSecrets,
): Promise<() => Promise<void>> {
  const name = secretName(bridgeId);
  const put = (text: string | undefined): Promise<void> =>
    text === undefined ? port.remove(name) : port.set(name, text);
  const before = readableText(port, name);
  await put(secrets.size === 0 ? undefined : JSON.stringify(Object.fromEntries(secrets)));
  return () => put(before);
}

/** What cannot be opened is not worth being put back. */
function readableText(port: SecretsPort, name: string): string | undefined {
  try {
    return port.get(name);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/**
 * Passwords after a bridge was edited. One that is left out stays with its account, or, where the
 * account is new, with the host: it never follows to another one's server.
 *
 * @param before  the bridge as it was, undefined for a new one
 * @param read    passwords as they were; asked only where one is kept
 */
export function mergeSecrets(
  draft: BridgeDraft,
  before: Bridge | undefined,
  read: () => BridgeSecrets,
): BridgeSecrets {
  const secrets = new Map<string, string>();
  const keep = (key: string, text: string): void => {
    if (text !== '') secrets.set(key, text);
  };
  const kept = before?.hasPassword ? (): string => read().get(clientsKey) ?? '' : () => '';
  keep(clientsKey, draft.password ?? kept());
  for (const pool of draft.pools) {
    keep(accountOf(pool), pool.password ?? keptPassword(pool, before, read));
  }
  return secrets;
}

function keptPassword(
  pool: BridgeDraft['pools'][number],
  before: Bridge | undefined,
  read: () => BridgeSecrets,
): string {
  const same =
    before?.pools.find((old) => accountOf(old) === accountOf(pool)) ??
    before?.pools.find((old) => hostOf(old.url) === hostOf(pool.url));
  return same?.hasPassword ? (read().get(accountOf(same)) ?? '') : '';
}

/** @throws {BridgePasswordLostError} where the bridge says that there is one */
export function poolPassword(pool: Pool, { name }: Bridge, secrets: BridgeSecrets): string {
  if (!pool.hasPassword) return '';
  const password = secrets.get(accountOf(pool));
  if (password === undefined) throw new BridgePasswordLostError(name, pool.url);
  return password;
}

/** @throws {BridgePasswordLostError} where the bridge says that there is one */
export function clientPassword(bridge: Bridge, secrets: BridgeSecrets): string | null {
  if (!bridge.hasPassword) return null;
  const password = secrets.get(clientsKey);
  if (password === undefined) throw new BridgePasswordLostError(bridge.name, 'clients');
  return password;
}

/** What everybody may see of a draft. */
export function publicParts(
  draft: BridgeDraft,
  secrets: BridgeSecrets,
): Pick<Bridge, 'pools' | 'hasPassword'> {
  return {
    pools: draft.pools.map(({ url, user }) => ({
      url,
      user,
      hasPassword: secrets.has(accountOf({ url, user })),
    })),
    hasPassword: secrets.has(clientsKey),
  };
}
