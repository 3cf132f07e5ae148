import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { clientFrame, FrameReader, opcodes } from './frames.ts';

/** What is longer than this is work; answers are shorter. */
const answerLength = 1_024;
const anyLength = 65_535;

export interface ClientEvents {
  /** Work has come whole. @param text  null unless it was asked to be kept */
  readonly onWork: (client: LightClient, length: number, text: string | null) => void;
  readonly onAnswer: (client: LightClient, text: string) => void;
  readonly onClosed: (client: LightClient) => void;
}

/** All clients read into the same memory: what comes is looked at before the next one reads. */
const readMemory = Buffer.alloc(64 * 1024);

/** A WebSocket client that does so little that ten thousand of them do not hold up what is measured. */
export class LightClient {
  keepsWork = false;
  readonly #events: ClientEvents;
  readonly #socket: Socket;
  readonly #frames: FrameReader;
  readonly #opened = Promise.withResolvers<void>();
  /** Of the answer to the handshake; null: it is over. */
  #head: string | null = '';

  constructor(port: number, events: ClientEvents) {
    this.#events = events;
    this.#frames = new FrameReader((...frame) => this.#receive(...frame));
    const socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: {
        buffer: readMemory,
        callback: (count, bytes) => {
          this.#push(bytes.subarray(0, count));
          return true;
        },
      },
    });
    socket.once('connect', () => socket.write(handshake(port)));
    socket.on('error', this.#opened.reject);
    socket.once('close', () => {
      this.#opened.reject(new Error('the server has hung up'));
      events.onClosed(this);
    });
    this.#socket = socket;
  }

  /** @throws {Error}  where the server does not want it */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  write(frame: Buffer): void {
    this.#socket.write(frame);
  }

  #push(bytes: Uint8Array): void {
    const rest = this.#head === null ? bytes : this.#readHead(this.#head, bytes);
    this.#frames.push(rest, this.keepsWork ? anyLength : answerLength);
  }

  /** @returns what came behind it */
  #readHead(before: string, bytes: Uint8Array): Uint8Array {
    const head = before + Buffer.from(bytes).toString('latin1');
    const end = head.indexOf('\r\n\r\n');
    this.#head = end < 0 ? head : null;
    if (end < 0) return bytes.subarray(bytes.length);
    if (head.startsWith('HTTP/1.1 101 ')) this.#opened.resolve();
    else this.#socket.destroy(new Error(`not a WebSocket: ${head.split('\r\n', 1)[0]}`));
    return bytes.subarray(end + 4 - before.length);
  }

  #receive(opcode: number, length: number, payload: Buffer | null): void {
    if (opcode === opcodes.ping) this.write(clientFrame(payload ?? Buffer.of(), opcodes.pong));
    else if (opcode === opcodes.close) this.#socket.destroy();
    else if (length > answerLength) this.#events.onWork(this, length, payload?.toString() ?? null);
    else if (payload) this.#events.onAnswer(this, payload.toString());
  }
}

const handshake = (port: number): string =>
  [
    'GET / HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    '\r\n',
  ].join('\r\n');
