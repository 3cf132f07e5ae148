import { connectTcp } from '../../platform/net/connect-tcp.ts';
import type { TcpConnection } from '../../platform/net/tcp-connection.ts';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import type { RequestId, StratumFailure } from '../../protocols/stratum/stratum-errors.ts';
import { until } from '../until.ts';

interface Answer {
  readonly kind: 'answer';
  readonly id: RequestId;
  readonly result: unknown;
  readonly error: StratumFailure | null;
}

/** What a test client must know to speak a dialect. */
export interface ClientCodec<Message extends { readonly kind: string }, Subscription, Share> {
  /** @throws {BadStratumMessageError} */
  decode(line: string): Message;
  encodeSubscribe(id: number, userAgent: string, sessionId?: string): string;
  decodeSubscription(result: unknown): Subscription;
  encodeAuthorize(id: number, worker: string, password: string): string;
  encodeSubmit(id: number, share: Share): string;
}

/** A client of a pool that does what tests want, right or wrong. */
export interface TestClient<
  Message extends { readonly kind: string },
  Subscription,
  Share,
> extends AsyncDisposable {
  /** All that came, oldest first. */
  readonly messages: readonly Message[];
  /** Becomes true when the pool has ended the connection. */
  readonly closed: boolean;
  send(text: string): void;
  /** @returns the answer to the request with this id */
  answer(id: RequestId): Promise<Answer>;
  /** @param sessionId  to go on with */
  subscribe(sessionId?: string): Promise<Subscription>;
  authorize(worker: string): Promise<Answer>;
  submit(share: Share): Promise<Answer>;
  /** The newest message of a kind, waited for where there is none yet. */
  latest<Kind extends Message['kind']>(kind: Kind): Promise<Extract<Message, { kind: Kind }>>;
}

/** @param address  `host:port` */
export async function openClient<Message extends { readonly kind: string }, Subscription, Share>(
  address: string,
  codec: ClientCodec<Message, Subscription, Share>,
): Promise<TestClient<Message, Subscription, Share>> {
  const [host = '', port] = address.split(':');
  const signal = AbortSignal.timeout(5_000);
  const connection = await connectTcp({ host, port: Number(port), signal });
  const messages: Message[] = [];
  let closed = false;
  let nextId = 100;
  const receive = (line: string): unknown => messages.push(codec.decode(line));
  void read(connection, receive).finally(() => (closed = true));

  const answer = (id: RequestId): Promise<Answer> =>
    until(`the answer to ${id}`, () =>
      messages.map(asAnswer).find((message) => message?.id === id),
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
    async subscribe(sessionId) {
      const { result } = await ask((id) => codec.encodeSubscribe(id, 'test', sessionId));
      return codec.decodeSubscription(result);
    },
    authorize: (worker) => ask((id) => codec.encodeAuthorize(id, worker, 'x')),
    submit: (share) => ask((id) => codec.encodeSubmit(id, share)),
    latest: (kind) =>
      until(`a message of kind ${kind}`, () =>
        messages.findLast((message): message is never => message.kind === kind),
      ),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

function asAnswer(message: { readonly kind: string } | Answer): Answer | undefined {
  return 'id' in message && message.kind === 'answer' ? message : undefined;
}

async function read(connection: TcpConnection, receive: (line: string) => void): Promise<void> {
  const splitter = new LineSplitter({ maxLength: 100_000, overlong: 'throw' });
  try {
    for await (const chunk of connection.chunks) splitter.push(chunk).forEach(receive);
  } catch {
    // A pool that resets the connection has closed it as well.
  }
}
