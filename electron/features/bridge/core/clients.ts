import { ClientId } from '../../../contract/values/ids.ts';
import type { Client, Dismissal } from './client.ts';

/** All that are connected. */
export class Clients {
  readonly #all = new Map<ClientId, Client>();
  #next = 1;

  get size(): number {
    return this.#all.size;
  }

  /** An id that no client of this bridge has had. */
  newId(): ClientId {
    const id = ClientId.parse(`c${this.#next}`);
    this.#next += 1;
    return id;
  }

  add(client: Client): void {
    this.#all.set(client.id, client);
  }

  /** @returns whether it was there */
  remove(client: Client): boolean {
    return this.#all.delete(client.id);
  }

  get(id: ClientId): Client | undefined {
    return this.#all.get(id);
  }

  values(): IterableIterator<Client> {
    return this.#all.values();
  }

  dismissAddress(address: string, why: Dismissal): void {
    for (const client of this.#all.values()) {
      if (client.address === address) client.voice.dismiss(why);
    }
  }
}
