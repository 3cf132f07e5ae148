import type { EventName, EventPayload } from '../../electron/contract/index.ts';

type Listener = (payload: never) => void;

export interface EventSocketOptions {
  readonly url: string;
  readonly onOpen: () => void;
  /** Called with each message, whatever it says. */
  readonly onMessage: () => void;
  /** Called once a socket, however it ended. */
  readonly onClose: () => void;
  readonly makeSocket?: (url: string) => WebSocket;
}

/**
 * The service's announcements over one WebSocket. It is told the whole set of wanted names
 * whenever that set changes and after each connect. Reconnecting is its owner's business.
 */
export class EventSocket {
  readonly #listeners = new Map<EventName, Set<Listener>>();
  readonly #options: EventSocketOptions;
  #socket: WebSocket | undefined;
  #announceQueued = false;

  constructor(options: EventSocketOptions) {
    this.#options = options;
  }

  connect(): void {
    const {
      url,
      onOpen,
      onMessage,
      onClose,
      makeSocket = (address) => new WebSocket(address),
    } = this.#options;
    const socket = makeSocket(url);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      if (socket !== this.#socket) return;
      this.#announce();
      onOpen();
    });
    socket.addEventListener('message', ({ data }) => {
      if (socket !== this.#socket) return;
      onMessage();
      if (typeof data === 'string') this.#deliver(data);
    });
    socket.addEventListener('close', () => {
      if (socket !== this.#socket) return;
      this.#socket = undefined;
      onClose();
    });
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  on<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    this.#queueAnnounce();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(name) === listeners) {
        this.#listeners.delete(name);
      }
      this.#queueAnnounce();
    };
  }

  /** A page that opens asks for many names at once; they are told together. */
  #queueAnnounce(): void {
    if (this.#announceQueued) return;
    this.#announceQueued = true;
    queueMicrotask(() => {
      this.#announceQueued = false;
      this.#announce();
    });
  }

  #announce(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(JSON.stringify({ subscribe: [...this.#listeners.keys()] }));
  }

  #deliver(text: string): void {
    // Frames are the service's own, checked by the contract before they were sent.
    const { event, payload } = JSON.parse(text) as { event?: EventName; payload: never };
    if (event === undefined) return;
    for (const listener of this.#listeners.get(event) ?? []) listener(payload);
  }
}
