import type { BridgeLink } from '../ports.ts';
import type { Client } from './client.ts';

/** Names that a pool is told at most; beyond it the account's own is used. */
const maxNames = 10_000;

/** What stands for the worker behind the address at a pool. */
const maxSuffix = 32;

/** In whose name shares of a client go to the pool. */
export class WorkerNames {
  readonly #each: boolean;
  /** Whether the pool takes a name, or will have said so. */
  readonly #known = new Map<string, boolean | Promise<boolean>>();

  /** @param each  whether each client has its own */
  constructor(each: boolean) {
    this.#each = each;
  }

  /** @returns a name that the pool takes: at worst that of the account */
  nameFor(client: Client, link: BridgeLink): string | Promise<string> {
    const user = link.status.account?.user ?? '';
    if (!this.#each || user === '') return user;
    const name = `${addressOf(user)}.${suffixOf(client)}`;
    const known = this.#known.get(name) ?? this.#ask(name, link);
    if (typeof known === 'boolean') return known ? name : user;
    return known.then((taken) => (taken ? name : user));
  }

  #ask(name: string, link: BridgeLink): boolean | Promise<boolean> {
    if (this.#known.size >= maxNames) return false;
    const asked = link.authorizeWorker(name).then(
      (taken) => {
        this.#known.set(name, taken);
        return taken;
      },
      () => {
        // The session has ended meanwhile: the next share asks again.
        this.#known.delete(name);
        return false;
      },
    );
    this.#known.set(name, asked);
    return asked;
  }
}

/** `RAddress.rig` → `RAddress` */
export function addressOf(user: string): string {
  return user.split('.', 1)[0] ?? user;
}

function suffixOf({ worker, id }: Client): string {
  const clean = (worker ?? id).replaceAll(/[^\w-]+/g, '_').slice(0, maxSuffix);
  return clean === '' ? id : clean;
}
