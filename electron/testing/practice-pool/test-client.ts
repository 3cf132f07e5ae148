import { connectTcp } from '../../platform/net/connect-tcp.ts';
import type { TcpConnection } from '../../platform/net/tcp-connection.ts';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import {
  encodeAuthorize,
  encodeSubmit,
  encodeSubscribe,
} from '../../protocols/stratum/bitcoin/client-messages.ts';
import type { Extranonce, StratumShare } from '../../protocols/stratum/bitcoin/job.ts';
import type { ServerMessage } from '../../protocols/stratum/bitcoin/server-messages.ts';
import {
  decodeServerMessage,
  decodeSubscription,
} from '../../protocols/stratum/bitcoin/server-messages.ts';
import type { RequestId } from '../../protocols/stratum/stratum-errors.ts';
import { until } from '../until.ts';

type Answer = Extract<ServerMessage, { kind: 'answer' }>;

/** A client of a pool that does what tests want, right or wrong. */
export interface TestClient extends AsyncDisposable {
  /** All that came, oldest first. */
  readonly messages: readonly ServerMessage[];
  /** Becomes true when the pool has ended the connection. */
  readonly closed: boolean;
  send(text: string): void;
  /** @returns the answer to the request with this id */
  answer(id: RequestId): Promise<Answer>;
  subscribe(): Promise<Extranonce>;
  authorize(worker: string): Promise<Answer>;
  submit(share: StratumShare): Promise<Answer>;
  /** The newest message of a kind, waited for where there is none yet. */
  latest<Kind extends ServerMessage['kind']>(
    kind: Kind,
  ): Promise<Extract<ServerMessage, { kind: Kind }>>;
}

/** @param address  `host:port` */
export async function openTestClient(address: string): Promise<TestClient> {
  const [host = '', port] = address.split(':');
  const signal = AbortSignal.timeout(5_000);
  const connection = await connectTcp({ host, port: Number(port), signal });
  const messages: ServerMessage[] = [];
  let closed = false;
  let nextId = 100;
  void read(connection, messages).finally(() => (closed = true));

  const answer = (id: RequestId): Promise<Answer> =>
    until(`the answer to ${id}`, () =>
      messages.find((message): message is Answer => message.kind === 'answer' && message.id === id),
    );
  const ask = (encode: (id: number) => string): Promise<Answer> => {
    nextId += 1;
    connection.send(encode(nextId));
    return answer(nextId);
  };
  return {
    messages,
    get closed() {
      return closed;
    },
    send: (text) => connection.send(text),
    answer,
    subscribe: async () =>
      decodeSubscription((await ask((id) => encodeSubscribe(id, 'test'))).result),
    authorize: (worker) => ask((id) => encodeAuthorize(id, worker, 'x')),
    submit: (share) => ask((id) => encodeSubmit(id, share)),
    latest: (kind) =>
      until(`a message of kind ${kind}`, () =>
        messages.findLast((message): message is never => message.kind === kind),
      ),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

async function read(connection: TcpConnection, messages: ServerMessage[]): Promise<void> {
  const splitter = new LineSplitter({ maxLength: 100_000, overlong: 'throw' });
  try {
    for await (const chunk of connection.chunks) {
      messages.push(...splitter.push(chunk).map(decodeServerMessage));
    }
  } catch {
    // A pool that resets the connection has closed it as well.
  }
}
