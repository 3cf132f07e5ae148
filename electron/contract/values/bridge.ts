import { z } from 'zod';
import { BridgeId, ClientId } from './ids.ts';
import { Count, Hashrate, Time } from './units.ts';

/** The dialects that a bridge can carry between miners and a pool. */
export const BridgeDialect = z.enum(['verus', 'stratum1', 'cryptonote', 'hds']);
export type BridgeDialect = z.infer<typeof BridgeDialect>;

/** How the work is hashed, where shares are checked before they go on; null: the pool alone decides. */
export const BridgeAlgorithm = z.enum(['verushash', 'sha256d', 'scrypt', 'beamhash']).nullable();
export type BridgeAlgorithm = z.infer<typeof BridgeAlgorithm>;

/** An upstream pool; see the schemes of `parsePoolUrl`. The practice pool goes by its own name. */
const bridgePoolFields = {
  url: z.string().min(1, 'needs an address').max(300),
  user: z.string().trim().max(200).describe('wallet address or account, with a worker or without'),
};

/** Where clients come in. A port of 0 takes a free one. */
export const BridgeDoor = z
  .object({
    enabled: z.boolean(),
    host: z
      .string()
      .min(1)
      .max(255)
      .describe('127.0.0.1: this computer alone; 0.0.0.0: the network'),
    port: z.number().int().min(0).max(65_535),
    tls: z.boolean().describe('with the own certificate, or one made for it'),
  })
  .meta({ id: 'BridgeDoor' });
export type BridgeDoor = z.infer<typeof BridgeDoor>;

const address = z
  .string()
  .regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, 'must be an address like 192.168.1.20 or 192.168.1.0/24');

export const BridgeGuard = z
  .object({
    allow: z.array(address).max(200).describe('empty: everybody who is not denied'),
    deny: z.array(address).max(200),
    origins: z
      .array(z.string().max(200))
      .max(50)
      .describe('web pages that may connect besides the own one; * is every page'),
    maxClients: z.number().int().min(1).max(50_000),
    maxClientsPerAddress: z.number().int().min(1).max(50_000),
    maxMessagesPerMinute: z.number().int().min(10).max(60_000),
    banMinutes: z.number().int().min(0).max(10_080).describe('0: nobody is banned'),
  })
  .meta({ id: 'BridgeGuard' });
export type BridgeGuard = z.infer<typeof BridgeGuard>;

const bridgeFields = {
  name: z.string().trim().min(1, 'needs a name').max(80),
  dialect: BridgeDialect,
  algorithm: BridgeAlgorithm,
  autostart: z.boolean().describe('start with the program'),
  web: BridgeDoor,
  tcp: BridgeDoor,
  workerNames: z
    .enum(['one', 'each'])
    .describe('what the pool is told: one worker for all, or each client by its own name'),
  clientDifficulty: z
    .union([z.literal('pool'), z.literal('adapted'), z.number().positive()])
    .describe('what clients have to reach; never harder than the pool asks'),
  guard: BridgeGuard,
};

/** What stands between one pool and any number of miners. Passwords stay inside. */
export const Bridge = z
  .object({
    id: BridgeId,
    ...bridgeFields,
    pools: z.array(z.object({ ...bridgePoolFields, hasPassword: z.boolean() })),
    hasPassword: z.boolean().describe('whether clients need a password'),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: 'Bridge' });
export type Bridge = z.infer<typeof Bridge>;

/** A bridge as a person writes it. A password left out keeps the one stored; '' removes it. */
export const BridgeDraft = z
  .object({
    ...bridgeFields,
    pools: z
      .array(z.object({ ...bridgePoolFields, password: z.string().max(200).optional() }))
      .min(1, 'needs a pool')
      .max(8),
    password: z.string().max(200).optional().describe('what clients must know'),
  })
  .meta({ id: 'BridgeDraft' });
export type BridgeDraft = z.infer<typeof BridgeDraft>;

export const PoolLinkState = z.enum([
  'idle',
  'connecting',
  'logging-in',
  'waiting-for-work',
  'working',
  'backing-off',
]);
export type PoolLinkState = z.infer<typeof PoolLinkState>;

/** Why a share was not forwarded, or what the pool said against it. */
export const ShareRejection = z.enum([
  'stale',
  'duplicate',
  'wrong-job',
  'low-difficulty',
  'malformed',
  'over-rate',
  'not-authorized',
  'pool-rejected',
  'pool-lost',
]);
export type ShareRejection = z.infer<typeof ShareRejection>;

export const ShareCounts = z
  .object({
    accepted: Count.describe('by the pool'),
    counted: Count.describe('good for the client, but below what the pool takes'),
    rejected: z.partialRecord(ShareRejection, Count),
  })
  .meta({ id: 'ShareCounts' });
export type ShareCounts = z.infer<typeof ShareCounts>;

/** A connection to a bridge. */
export const BridgeClient = z
  .object({
    id: ClientId,
    worker: z.string().nullable().describe('as the client calls itself'),
    address: z.string(),
    kind: z.enum(['web', 'websocket', 'tcp']),
    agent: z.string().nullable(),
    connectedAt: Time,
    hashrate: Hashrate.describe('from its shares, H/s'),
    difficulty: z.number().nonnegative().nullable(),
    shares: ShareCounts,
    lastShareAt: Time.nullable(),
  })
  .meta({ id: 'BridgeClient' });
export type BridgeClient = z.infer<typeof BridgeClient>;

export const BridgeBan = z
  .object({ address: z.string(), reason: z.string(), since: Time, until: Time })
  .meta({ id: 'BridgeBan' });
export type BridgeBan = z.infer<typeof BridgeBan>;

/** How a bridge is doing. */
export const BridgeStatus = z
  .object({
    bridgeId: BridgeId,
    running: z.boolean(),
    startedAt: Time.nullable(),
    problem: z.string().nullable().describe('one sentence: why it does not run or has no work'),
    pool: z.object({
      state: PoolLinkState,
      since: Time,
      url: z.string().nullable().describe('of the pool in use'),
      address: z.string().nullable(),
      latencyMs: z.number().nonnegative().nullable().describe('of the last answer to a share'),
      difficulty: z.number().nonnegative().nullable(),
      retryAt: Time.nullable(),
      reconnects: Count,
      lastJobAt: Time.nullable(),
      encrypted: z.boolean(),
    }),
    webUrl: z.string().nullable().describe('where browsers open the web miner'),
    tcpUrl: z.string().nullable().describe('where miners connect'),
    checkedWith: z.string().nullable().describe('the kernel that checks shares'),
    clients: Count,
    hashrate: Hashrate,
    shares: ShareCounts,
    bans: z.array(BridgeBan).max(1_000),
    at: Time,
  })
  .meta({ id: 'BridgeStatus' });
export type BridgeStatus = z.infer<typeof BridgeStatus>;

/** What a test of a pool found, step by step; the first that fails ends it. */
export const PoolTest = z
  .object({
    ok: z.boolean(),
    steps: z.array(
      z.object({
        step: z.enum(['address', 'name', 'connection', 'encryption', 'login', 'first-job']),
        status: z.enum(['ok', 'failed', 'skipped']),
        text: z.string(),
        elapsedMs: z.number().nonnegative().nullable(),
      }),
    ),
    suggestion: z.string().nullable(),
    fingerprint: z.string().nullable().describe('SHA-256 of the certificate, where there is one'),
  })
  .meta({ id: 'PoolTest' });
export type PoolTest = z.infer<typeof PoolTest>;
