import type { LineConnection } from '../../base/line-connection.ts';
import { listenLines } from '../../platform/net/listen-lines.ts';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import type { TranscriptLine } from '../../protocols/stratum/transcript.ts';
import { readStratumLine } from '../stratum-line.ts';
import { cuesOf, type Cue } from './cues.ts';

/** Says to a real client what a pool once said. */
export interface ReplayPool extends AsyncDisposable {
  /** `host:port` */
  readonly address: string;
  /** All that clients said, oldest first. */
  readonly heard: readonly string[];
  /** Methods that the client of the transcript did not use; they are answered as not supported. */
  readonly unknown: readonly string[];
  /** Says to everybody what it said of itself in the transcript, and has not come to yet. */
  proceed(): void;
}

const maxLineLength = 64 * 1024;
const maxClients = 16;

/**
 * A pool that answers as the one of the transcript: to the first request of a method it says what was
 * said to the first of that method, and so on; after the last it repeats its last answer. Ids become
 * those of the client. It does not wait: what came later comes with the line it came after.
 */
export async function startReplayPool(transcript: readonly TranscriptLine[]): Promise<ReplayPool> {
  const heard: string[] = [];
  const unknown: string[] = [];
  const parts = new Map<LineConnection, Part>();

  const serve = async (accepted: LineConnection): Promise<void> => {
    await using connection = accepted;
    const part = new Part(cuesOf(transcript), (line) => connection.send(`${line}\n`));
    parts.set(connection, part);
    const splitter = new LineSplitter({ maxLength: maxLineLength, overlong: 'throw' });
    try {
      for await (const chunk of connection.chunks) {
        for (const line of splitter.push(chunk)) {
          heard.push(line);
          if (!part.hear(line)) unknown.push(readStratumLine(line).method ?? '');
        }
      }
    } catch {
      // A client that breaks the connection has ended it as well.
    }
    parts.delete(connection);
  };
  const server = await listenLines({
    host: '127.0.0.1',
    port: 0,
    certificate: null,
    maxConnections: maxClients,
    onConnection: (connection) => void serve(connection),
  });
  return {
    address: server.address,
    heard,
    unknown,
    proceed: () => {
      for (const part of parts.values()) part.sayRest();
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** What the pool says to one client. */
class Part {
  readonly #send: (line: string) => void;
  /** Those that have not come, in the order of the transcript. */
  readonly #left: Set<Cue>;
  readonly #last = new Map<string, Cue>();

  constructor(cues: readonly Cue[], send: (line: string) => void) {
    this.#left = new Set(cues);
    this.#send = send;
  }

  /** @returns whether there is something that it stands for in the transcript */
  hear(line: string): boolean {
    const { id, method, isAnswer } = readStratumLine(line);
    if (isAnswer || method === undefined) return true;
    const cue = [...this.#left].find((each) => each.method === method);
    const answered = cue ?? this.#last.get(method);
    if (!answered) {
      this.#send(JSON.stringify({ id, result: null, error: [20, 'Not supported.', null] }));
      return false;
    }
    if (cue) this.#left.delete(cue);
    this.#last.set(method, answered);
    for (const said of answered.says) {
      if (said.isAnswer) this.#send(withId(said.line, id));
      else if (cue) this.#send(said.line);
    }
    return true;
  }

  sayRest(): void {
    for (const { says } of this.#left) {
      for (const { line, isAnswer } of says) if (!isAnswer) this.#send(line);
    }
    this.#left.clear();
  }
}

function withId(line: string, id: unknown): string {
  return JSON.stringify({ ...readStratumLine(line).fields, id });
}
