import { sharedNow } from './cost.ts';
import { LightClient } from './light-client.ts';

/** Connections that are made at once: the queue of a listening socket is short. */
const atOnce = 200;

/** When all clients had a piece of work, and how long it was. */
export interface Arrival {
  readonly lastAt: number;
  /** When half of them had it. */
  readonly middleAt: number;
  readonly length: number;
}

interface Round {
  count: number;
  middleAt: number;
  readonly arrived: PromiseWithResolvers<Arrival>;
}

/** Many clients of one server. */
export class Fleet {
  readonly clients: LightClient[] = [];
  /** The newest work of those that keep it. */
  readonly works = new Map<LightClient, string>();
  onAnswer: (text: string) => void = () => undefined;
  readonly #received = new Map<LightClient, number>();
  readonly #rounds: Round[] = [];
  /** How many there will be. */
  #size = Number.NaN;

  /** @throws {Error}  where one of them is not let in */
  async connect(port: number, count: number): Promise<void> {
    this.#size = count;
    for (let from = 0; from < count; from += atOnce) {
      const some = Array.from(
        { length: Math.min(atOnce, count - from) },
        () =>
          new LightClient(port, {
            onWork: (client, length, text) => this.#receive(client, length, text),
            onAnswer: (_, text) => this.onAnswer(text),
            onClosed: () => {
              throw new Error('a client was sent away');
            },
          }),
      );
      this.clients.push(...some);
      await Promise.all(some.map(({ opened }) => opened));
    }
  }

  /** From now on work can be looked at. */
  keepWork(): void {
    for (const client of this.clients) client.keepsWork = true;
  }

  /** @param number  of the work since they connected, from 1 on */
  arrival(number: number): Promise<Arrival> {
    return this.#round(number).arrived.promise;
  }

  #receive(client: LightClient, length: number, text: string | null): void {
    const number = (this.#received.get(client) ?? 0) + 1;
    this.#received.set(client, number);
    if (text !== null) this.works.set(client, text);
    const round = this.#round(number);
    round.count += 1;
    if (round.count === this.#size / 2) round.middleAt = sharedNow();
    if (round.count < this.#size) return;
    round.arrived.resolve({ lastAt: sharedNow(), middleAt: round.middleAt, length });
  }

  #round(number: number): Round {
    return (this.#rounds[number] ??= {
      count: 0,
      middleAt: Number.NaN,
      arrived: Promise.withResolvers<Arrival>(),
    });
  }
}
