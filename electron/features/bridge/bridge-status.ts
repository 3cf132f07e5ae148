import { AppError } from '../../base/app-error.ts';
import type { BridgeStatus, ShareCounts } from '../../contract/values/bridge.ts';
import { addressText } from '../../protocols/stratum/pool-address.ts';
import type { Uplinks } from './core/uplinks.ts';
import type { ShareKernels } from './dialects/kernels.ts';
import type { Guard } from './guard/guard.ts';
import type { BridgeSettings } from './settings.ts';

/** What the status of a running bridge is made of. */
export interface StatusSources {
  readonly settings: BridgeSettings;
  readonly kernels: ShareKernels;
  readonly uplinks: Uplinks;
  readonly guard: Guard;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly clients: number;
  /** H/s */
  readonly hashrate: number;
  readonly shares: ShareCounts;
  /** null: the door is closed. */
  readonly ports: { readonly web: number | null; readonly tcp: number | null };
  readonly now: number;
}

export function bridgeStatus(sources: StatusSources): BridgeStatus {
  const { settings, kernels, uplinks, guard, ports, startedAt, now } = sources;
  const { link, book } = uplinks.first;
  const pool = link.status;
  return {
    bridgeId: settings.id,
    running: true,
    startedAt,
    problem: pool.problem === null ? null : sentenceOf(pool.problem),
    pool: {
      state: pool.state,
      since: pool.since,
      url: pool.account?.shownAs ?? pool.account?.url ?? null,
      address: pool.remoteAddress,
      latencyMs: pool.latencyMs,
      difficulty: book.current?.aims.pool.difficulty ?? null,
      retryAt: pool.retryAt,
      reconnects: uplinks.all.reduce((sum, each) => sum + each.link.status.reconnects, 0),
      lastJobAt: pool.lastJobAt,
      encrypted: pool.encrypted,
    },
    webUrl: urlOf(settings.web.tls ? 'https' : 'http', settings.web.host, ports.web, '/'),
    tcpUrl: urlOf(
      settings.tcp.tls ? 'stratum+ssl' : 'stratum+tcp',
      settings.tcp.host,
      ports.tcp,
      '',
    ),
    checkedWith: kernels.name,
    clients: sources.clients,
    hashrate: sources.hashrate,
    shares: sources.shares,
    bans: guard.bans(),
    at: now,
  };
}

/** A bridge that does not run. @param problem  why it could not be started */
export function idleStatus(
  bridgeId: BridgeStatus['bridgeId'],
  problem: string | null,
  now: number,
): BridgeStatus {
  return {
    bridgeId,
    running: false,
    startedAt: null,
    problem,
    pool: {
      state: 'idle',
      since: now,
      url: null,
      address: null,
      latencyMs: null,
      difficulty: null,
      retryAt: null,
      reconnects: 0,
      lastJobAt: null,
      encrypted: false,
    },
    webUrl: null,
    tcpUrl: null,
    checkedWith: null,
    clients: 0,
    hashrate: 0,
    shares: { accepted: 0, counted: 0, rejected: {} },
    bans: [],
    at: now,
  };
}

/** What anybody may see who can reach the bridge: nothing of accounts, addresses or workers. */
export function publicStatus(sources: StatusSources) {
  const { settings, uplinks, guard, startedAt, clients, hashrate, shares } = sources;
  const { link, book } = uplinks.first;
  const { state, account, lastJobAt, since } = link.status;
  return {
    name: settings.name,
    dialect: settings.dialect,
    passwordNeeded: guard.password.isNeeded,
    pool: { state, since, name: account ? hostOf(account.url) : null, lastJobAt },
    difficulty: book.current?.aims.pool.difficulty ?? null,
    startedAt,
    clients,
    hashrate,
    shares,
  };
}

const hostOf = (url: string): string =>
  url
    .replace(/^[^/]*:\/\//, '')
    .replace(/^.*@/, '')
    .split('/', 1)[0] ?? '';

function sentenceOf(problem: unknown): string {
  if (problem instanceof AppError) return problem.userMessage;
  return problem === undefined
    ? 'The pool has closed the connection.'
    : 'Something went wrong with the pool. The log has the details.';
}

function urlOf(scheme: string, host: string, port: number | null, end: string): string | null {
  return port === null ? null : `${scheme}://${addressText({ host, port })}${end}`;
}
