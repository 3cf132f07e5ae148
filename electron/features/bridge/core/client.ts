import type { BridgeClient } from '../../../contract/values/bridge.ts';
import type { ClientId } from '../../../contract/values/ids.ts';
import { Ease } from './ease.ts';
import { ShareRate, Tally } from './tally.ts';
import type { Seat, Work } from './work.ts';

/** Why a client is sent away. */
export type Dismissal = 'stopping' | 'banned' | 'no-room' | 'not-wanted';

/** How a client is reached. */
export interface ClientVoice {
  /** There is new work. */
  work(work: Work): void;
  /** Work is worth nothing any more, and there is none in its place yet. */
  cancelled(work: Work): void;
  /** Ends the connection. */
  dismiss(why: Dismissal): void;
}

export interface ClientParts {
  readonly id: ClientId;
  readonly address: string;
  readonly kind: BridgeClient['kind'];
  readonly agent: string | null;
  /** Epoch ms. */
  readonly now: number;
  readonly voice: ClientVoice;
}

/** Longest name of a worker or a program that is kept. */
const maxName = 64;

/** One connection to a bridge, whatever it speaks. */
export class Client implements Seat {
  readonly id: ClientId;
  readonly address: string;
  readonly connectedAt: number;
  readonly voice: ClientVoice;
  readonly tally = new Tally();
  readonly rate: ShareRate;
  readonly ease: Ease;
  /** Part of the nonces; -1 while it has none. */
  slice = -1;
  kind: BridgeClient['kind'];
  /** Shares that the pool has not answered yet. */
  waiting = 0;
  lastShareAt: number | null = null;
  #worker: string | null = null;
  #agent: string | null;

  constructor({ id, address, kind, agent, now, voice }: ClientParts) {
    this.id = id;
    this.address = address;
    this.kind = kind;
    this.connectedAt = now;
    this.voice = voice;
    this.rate = new ShareRate(now);
    this.ease = new Ease(now);
    this.#agent = cleanName(agent);
  }

  /** As the client calls itself. */
  get worker(): string | null {
    return this.#worker;
  }

  get agent(): string | null {
    return this.#agent;
  }

  named(worker: string | null): void {
    this.#worker = cleanName(worker);
  }

  from(agent: string | null): void {
    this.#agent = cleanName(agent) ?? this.#agent;
  }

  /** @param difficulty  what it has to reach now */
  toValue(now: number, difficulty: number | null): BridgeClient {
    return {
      id: this.id,
      worker: this.#worker,
      address: this.address,
      kind: this.kind,
      agent: this.#agent,
      connectedAt: this.connectedAt,
      hashrate: this.rate.perSecond(now),
      difficulty,
      shares: this.tally.toCounts(),
      lastShareAt: this.lastShareAt,
    };
  }
}

/** Names come from strangers and go into tables, charts and logs. */
function cleanName(name: string | null): string | null {
  const clean = name?.replaceAll(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, '_').slice(0, maxName) ?? '';
  return clean === '' ? null : clean;
}
