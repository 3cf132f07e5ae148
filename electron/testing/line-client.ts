import { connectTcp } from '../platform/net/connect-tcp.ts';
import { LineSplitter } from '../protocols/framing/line-splitter.ts';
import { until } from './until.ts';

/** A client that knows no protocol: it says lines and keeps what comes. */
export interface LineClient extends AsyncDisposable {
  /** Whole lines that came, oldest first. */
  readonly lines: readonly string[];
  /** Becomes true when the other side has ended the connection. */
  readonly closed: boolean;
  send(text: string): void;
  /** The first line that has come, or comes, with this text. */
  line(text: string): Promise<string>;
  abort(): void;
}

const maxLineLength = 1024 * 1024;

/** @param address  `host:port` */
export async function openLineClient(address: string): Promise<LineClient> {
  const [host = '', port] = address.split(':');
  const signal = AbortSignal.timeout(5_000);
  const connection = await connectTcp({ host, port: Number(port), signal });
  const splitter = new LineSplitter({ maxLength: maxLineLength, overlong: 'cut' });
  const lines: string[] = [];
  let closed = false;
  void (async () => {
    try {
      for await (const chunk of connection.chunks) lines.push(...splitter.push(chunk));
    } catch {
      // One that resets the connection has closed it as well.
    }
    closed = true;
  })();
  return {
    lines,
    get closed() {
      return closed;
    },
    send: (text) => connection.send(text),
    line: (text) => until(`a line with ${text}`, () => lines.find((line) => line.includes(text))),
    abort: () => connection.abort(),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}
