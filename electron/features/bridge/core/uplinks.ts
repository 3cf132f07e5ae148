import type { Client } from './client.ts';
import type { Uplink } from './uplink.ts';

/** Logins at the pool that are opened at most: 10,000 clients of 256 each. */
const maxUplinks = 40;

/** A login that nobody needs any more is kept a while for those who come back, ms. */
const idleMs = 120_000;

interface UplinksParts {
  readonly make: (onOverflow: (client: Client) => void) => Uplink;
  /** Epoch ms. */
  readonly now: () => number;
}

/** As many logins at the pool as the clients need. The first is always there. */
export class Uplinks implements AsyncDisposable {
  readonly #parts: UplinksParts;
  readonly #all: Uplink[] = [];
  readonly #places = new Map<Client, Uplink>();
  /** Since when an uplink has no clients, epoch ms. */
  readonly #idleSince = new Map<Uplink, number>();

  constructor(parts: UplinksParts) {
    this.#parts = parts;
    this.#add();
  }

  get first(): Uplink {
    const [first] = this.#all;
    if (!first) throw new Error('a bridge without an uplink');
    return first;
  }

  get all(): readonly Uplink[] {
    return this.#all;
  }

  of(client: Client): Uplink | undefined {
    return this.#places.get(client);
  }

  /** Finds a place for a client; one for whom there is none is sent away. */
  seat(client: Client): void {
    for (const uplink of this.#all) {
      if (this.#seatAt(uplink, client)) return;
    }
    if (this.#all.length < maxUplinks && this.#seatAt(this.#add(), client)) return;
    client.voice.dismiss('no-room');
  }

  leave(client: Client): void {
    this.#places.get(client)?.leave(client);
    this.#places.delete(client);
  }

  /** To be called now and then. */
  tick(): void {
    const now = this.#parts.now();
    for (const uplink of this.#all.slice()) {
      uplink.tick();
      if (uplink === this.first || uplink.clients.size > 0) {
        this.#idleSince.delete(uplink);
        continue;
      }
      const since = this.#idleSince.get(uplink) ?? now;
      this.#idleSince.set(uplink, since);
      if (now - since >= idleMs) this.#remove(uplink);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#all.map((uplink) => uplink[Symbol.asyncDispose]()));
  }

  #seatAt(uplink: Uplink, client: Client): boolean {
    // Known before it is given work, which it may have to look up its place for.
    this.#places.set(client, uplink);
    if (uplink.take(client)) return true;
    this.#places.delete(client);
    return false;
  }

  #add(): Uplink {
    const uplink = this.#parts.make((client) => {
      this.#places.delete(client);
      this.seat(client);
    });
    this.#all.push(uplink);
    uplink.link.start();
    return uplink;
  }

  #remove(uplink: Uplink): void {
    this.#all.splice(this.#all.indexOf(uplink), 1);
    this.#idleSince.delete(uplink);
    void uplink[Symbol.asyncDispose]();
  }
}
