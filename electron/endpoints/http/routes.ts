import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { EventHub } from '../../base/event-hub.ts';
import { operations } from '../../contract/index.ts';
import { splitRoute } from '../../contract/request.ts';
import type { Caller, Dispatch } from '../dispatch-types.ts';
import { serveEvents } from './event-socket.ts';
import { openApiDocument } from './openapi.ts';
import { queryReader } from './query-values.ts';

/** The token is the owner's: it may do everything the contract allows over this door. */
const owner: Caller = { door: 'token', permission: 'configure' };

interface ApiOptions {
  readonly dispatch: Dispatch;
  readonly hub: EventHub;
  readonly version: string;
}

/** Registers every route of the contract, the event stream and the OpenAPI document. */
export function serveApi(api: FastifyInstance, { dispatch, hub, version }: ApiOptions): void {
  for (const [name, operation] of Object.entries(operations)) {
    const [method, url] = splitRoute(operation.route);
    const readQuery = queryReader(operation.input);
    api.route({
      method,
      url,
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        return dispatch(name, inputOf(request, readQuery), owner);
      },
    });
  }
  const document = openApiDocument(version);
  api.get('/openapi.json', () => document);
  api.get('/events', { websocket: true }, (socket) => serveEvents(socket, hub));
}

/** Path fields win over query and body, so that a body cannot rename what the path says. */
function inputOf(
  request: FastifyRequest,
  readQuery: (query: Record<string, unknown>) => Record<string, unknown>,
): unknown {
  const { body, params, query } = request;
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    return body;
  }
  return { ...readQuery(query as Record<string, unknown>), ...body, ...(params as object) };
}
