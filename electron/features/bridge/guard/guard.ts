import type { Clock } from '../../../base/clock.ts';
import type { BridgeBan, BridgeGuard } from '../../../contract/values/bridge.ts';
import { AddressList, plainAddress } from './address-list.ts';
import { Bans } from './bans.ts';
import { Conduct, type Offence } from './conduct.ts';
import { MessageBudget } from './message-budget.ts';
import { Password } from './password.ts';

export interface GuardRules extends BridgeGuard {
  /** In clear; null: none is needed. */
  readonly password: string | null;
}

/** Whether somebody may come in, or why not. */
export type Admission = 'ok' | 'banned' | 'not-allowed' | 'full';

/** What is known of an address. */
interface Visitor {
  clients: number;
  readonly conduct: Conduct;
  readonly budget: MessageBudget;
}

/** Addresses that are remembered at most, besides those with clients. */
const maxVisitors = 20_000;

const minuteMs = 60_000;

/** Decides who may come in and how much they may say. Addresses are those that sockets tell. */
export class Guard {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #onBan: (address: string) => void;
  readonly #visitors = new Map<string, Visitor>();
  readonly #bans = new Bans();
  #rules: GuardRules;
  #allow: AddressList;
  #deny: AddressList;
  #password: Password;
  #clients = 0;

  /** @param onBan  sends its clients away */
  constructor(rules: GuardRules, clock: Pick<Clock, 'now'>, onBan: (address: string) => void) {
    this.#clock = clock;
    this.#onBan = onBan;
    this.#rules = rules;
    this.#allow = new AddressList(rules.allow);
    this.#deny = new AddressList(rules.deny);
    this.#password = new Password(rules.password);
  }

  get password(): Password {
    return this.#password;
  }

  get maxClients(): number {
    return this.#rules.maxClients;
  }

  get origins(): readonly string[] {
    return this.#rules.origins;
  }

  /** Goes on with other rules; bans and conduct stay. */
  use(rules: GuardRules): void {
    this.#rules = rules;
    this.#allow = new AddressList(rules.allow);
    this.#deny = new AddressList(rules.deny);
    this.#password = new Password(rules.password);
  }

  /** Whether an address may be served at all. */
  welcome(address: string): Extract<Admission, 'ok' | 'banned' | 'not-allowed'> {
    if (this.#bans.has(address, this.#clock.now())) return 'banned';
    if (this.#deny.has(address)) return 'not-allowed';
    return this.#allow.isEmpty || this.#allow.has(address) ? 'ok' : 'not-allowed';
  }

  /** One more client; every one that is let in is to be told of by {@link left}. */
  enter(address: string): Admission {
    const { maxClients, maxClientsPerAddress } = this.#rules;
    const welcome = this.welcome(address);
    if (welcome !== 'ok') return welcome;
    const visitor = this.#visitor(address);
    if (this.#clients >= maxClients || visitor.clients >= maxClientsPerAddress) return 'full';
    visitor.clients += 1;
    this.#clients += 1;
    return 'ok';
  }

  left(address: string): void {
    const visitor = this.#visitors.get(address);
    if (!visitor) return;
    visitor.clients -= 1;
    this.#clients -= 1;
  }

  /** A message, or a request for a page, came. */
  message(address: string): 'ok' | 'over' | 'flood' {
    const visitor = this.#visitor(address);
    const perMinute = this.#rules.maxMessagesPerMinute * Math.max(1, visitor.clients);
    return visitor.budget.take(perMinute, this.#clock.now());
  }

  good(address: string): void {
    this.#visitors.get(address)?.conduct.good(this.#clock.now());
  }

  bad(address: string, offence: Offence): void {
    const { banMinutes } = this.#rules;
    const { conduct } = this.#visitor(address);
    if (!conduct.bad(offence, this.#clock.now()) || banMinutes === 0) return;
    conduct.forget();
    this.ban(address, banMinutes, reasons[offence] ?? 'too many bad shares');
  }

  ban(given: string, minutes: number, reason: string): void {
    const address = plainAddress(given);
    const since = this.#clock.now();
    this.#bans.add({ address, reason, since, until: since + minutes * minuteMs });
    this.#onBan(address);
  }

  unban(given: string): void {
    const address = plainAddress(given);
    this.#bans.remove(address);
    const visitor = this.#visitors.get(address);
    if (visitor?.clients === 0) this.#visitors.delete(address);
  }

  bans(): BridgeBan[] {
    return this.#bans.list(this.#clock.now());
  }

  /** Forgets who is long gone; to be called now and then. */
  tick(): void {
    const now = this.#clock.now();
    for (const [address, { clients, conduct }] of this.#visitors) {
      if (clients === 0 && conduct.isForgotten(now)) this.#visitors.delete(address);
    }
  }

  #visitor(address: string): Visitor {
    const known = this.#visitors.get(address);
    if (known) return known;
    const now = this.#clock.now();
    const budget = new MessageBudget(this.#rules.maxMessagesPerMinute, now);
    const visitor = { clients: 0, conduct: new Conduct(now), budget };
    if (this.#visitors.size >= maxVisitors) this.#makeRoom();
    this.#visitors.set(address, visitor);
    return visitor;
  }

  #makeRoom(): void {
    for (const [address, { clients }] of this.#visitors) {
      if (clients > 0) continue;
      this.#visitors.delete(address);
      return;
    }
  }
}

const reasons: Readonly<Partial<Record<Offence, string>>> = {
  nonsense: 'messages that are none',
  'wrong-password': 'too many wrong passwords',
};
