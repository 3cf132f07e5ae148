import { z } from 'zod';
import { operation } from './operation.ts';
import { PoolDialect } from './values/coin.ts';
import { Bridge, BridgeClient, BridgeDraft, BridgeStatus, PoolTest } from './values/bridge.ts';
import { BridgeId, ClientId } from './values/ids.ts';
import { HistoryPoint } from './values/history.ts';
import { Time } from './values/units.ts';

const ofBridge = z.object({ bridgeId: BridgeId });

export const bridgeOperations = {
  'bridges.list': operation({
    summary: 'All bridges, by name',
    input: z.object({}),
    output: z.array(Bridge),
    permission: 'view',
    route: 'GET /bridges',
  }),
  'bridges.create': operation({
    summary: 'Make a bridge',
    input: BridgeDraft,
    output: Bridge,
    permission: 'configure',
    route: 'POST /bridges',
  }),
  'bridges.update': operation({
    summary: 'Replace a bridge; one that runs goes on with what changed, its clients stay',
    input: BridgeDraft.extend({ bridgeId: BridgeId }),
    output: Bridge,
    permission: 'configure',
    route: 'PUT /bridges/:bridgeId',
  }),
  'bridges.remove': operation({
    summary: 'Delete a bridge that is not running',
    input: ofBridge,
    output: z.object({}),
    permission: 'configure',
    route: 'DELETE /bridges/:bridgeId',
  }),
  'bridges.start': operation({
    summary: 'Open the doors of a bridge and connect to its pool',
    input: ofBridge,
    output: BridgeStatus,
    permission: 'control',
    route: 'POST /bridges/:bridgeId/start',
  }),
  'bridges.stop': operation({
    summary: 'Close a bridge; answers when its clients are gone',
    input: ofBridge,
    output: BridgeStatus,
    permission: 'control',
    route: 'POST /bridges/:bridgeId/stop',
  }),
  'bridges.status': operation({
    summary: 'How a bridge is doing',
    input: ofBridge,
    output: BridgeStatus,
    permission: 'view',
    route: 'GET /bridges/:bridgeId/status',
  }),
  'bridges.clients': operation({
    summary: 'Clients of a bridge, those with the highest hashrate first',
    input: z.object({
      bridgeId: BridgeId,
      limit: z.number().int().min(1).max(1_000).default(200),
      search: z.string().min(1).max(100).optional().describe('part of a worker or an address'),
    }),
    output: z.object({
      clients: z.array(BridgeClient),
      total: z.number().int().nonnegative().describe('that match, shown here or not'),
    }),
    permission: 'view',
    route: 'GET /bridges/:bridgeId/clients',
  }),
  'bridges.workers': operation({
    summary: 'What workers did in a time, those who are gone included',
    input: z.object({ bridgeId: BridgeId, from: Time, to: Time }),
    output: z.array(
      z.object({
        worker: z.string(),
        accepted: z.number().int().nonnegative(),
        rejected: z.number().int().nonnegative(),
        averageHashrate: z.number().nonnegative().nullable(),
        lastShareAt: Time.nullable(),
      }),
    ),
    permission: 'view',
    route: 'GET /bridges/:bridgeId/workers',
  }),
  'bridges.history': operation({
    summary: 'Hashrate of a bridge, or of one of its workers, as points of a chart',
    input: z.object({
      bridgeId: BridgeId,
      from: Time,
      to: Time,
      worker: z.string().max(100).optional(),
      maxPoints: z.number().int().min(2).max(2_000).default(300),
    }),
    output: z.object({
      bucketMs: z.number().int().positive(),
      points: z.array(HistoryPoint),
    }),
    permission: 'view',
    route: 'GET /bridges/:bridgeId/history',
  }),
  'bridges.disconnect': operation({
    summary: 'Send a client away',
    input: z.object({ bridgeId: BridgeId, clientId: ClientId }),
    output: z.object({}),
    permission: 'control',
    route: 'POST /bridges/:bridgeId/clients/:clientId/disconnect',
  }),
  'bridges.ban': operation({
    summary: 'Keep an address out for a time',
    input: z.object({
      bridgeId: BridgeId,
      address: z.string().min(2).max(64),
      minutes: z.number().int().min(1).max(10_080).default(60),
    }),
    output: BridgeStatus,
    permission: 'control',
    route: 'POST /bridges/:bridgeId/bans',
  }),
  'bridges.unban': operation({
    summary: 'Let an address in again',
    input: z.object({ bridgeId: BridgeId, address: z.string().min(2).max(64) }),
    output: BridgeStatus,
    permission: 'control',
    route: 'POST /bridges/:bridgeId/bans/remove',
  }),
  'pools.test': operation({
    summary: 'Try a pool out: name, connection, encryption, login, first job',
    input: z.object({
      url: z.string().min(1).max(300),
      dialect: PoolDialect,
      user: z.string().max(200),
      password: z.string().max(200).optional(),
    }),
    output: PoolTest,
    permission: 'control',
    route: 'POST /pools/test',
  }),
} as const;
