import type { BridgeStatus, ShareRejection } from '../../contract/values/bridge.ts';
import { hashrateText } from '../../base/hashrate-text.ts';
import type { Client } from '../../features/bridge/core/client.ts';
import type { SettledShare } from '../../features/bridge/core/share-desk.ts';
import type { BridgeSettings } from '../../features/bridge/settings.ts';
import type { Output } from '../output.ts';
import { durationText } from '../words.ts';
import { LineBudget } from './line-budget.ts';
import { isLoopback, loneText, reachableUrls, reachOf } from './reach.ts';
import { shareAdvice } from './share-advice.ts';
import { oddsText } from './share-odds.ts';
import { printable } from './shown-message.ts';

/** Longer than anybody needs to type an address into a phone, ms. */
const lonelyMs = 60_000;

/** With clients and without a share for as long, what a share takes is explained, ms. */
const fruitlessMs = 180_000;

export interface BridgeTellerParts {
  readonly settings: BridgeSettings;
  readonly output: Output;
  readonly now: () => number;
}

/** Tells what happens at a bridge: in lines for a person, or as JSON. */
export class BridgeTeller {
  readonly #parts: BridgeTellerParts;
  readonly #startedAt: number;
  readonly #budget = new LineBudget();
  readonly #advised = new Set<ShareRejection>();
  #clients = 0;
  #mostClients = 0;
  /** Whether anybody has come, and anybody from elsewhere. */
  #hasClients = false;
  #hasGuests = false;
  #saidLonely = false;
  /** Since when clients have found nothing, epoch ms; null: nobody is there. */
  #fruitlessSince: number | null = null;
  #shares = 0;

  constructor(parts: BridgeTellerParts) {
    this.#parts = parts;
    this.#startedAt = parts.now();
  }

  /** @param line  for a person; null: nothing */
  readonly tell = (kind: string, fields: object, line: string | null): void => {
    const { output, now } = this.#parts;
    const at = now();
    const time = new Date(at).toTimeString().slice(0, 8);
    if (output.json) output.event({ at, kind, ...fields }, '');
    else if (line !== null) output.event(null, line.replaceAll(/^/gm, `${time}  `));
  };

  /** @param fingerprint  of the certificate of doors with TLS, as people compare it */
  listening({ webUrl, tcpUrl, checkedWith }: BridgeStatus, fingerprint: string | null): void {
    const { web, dialect, algorithm } = this.#parts.settings;
    const { host } = web;
    const webUrls = webUrl === null ? [] : reachableUrls(webUrl, host);
    const webSocketUrls = webUrls.map((url) => url.replace(/^http/, 'ws').replace(/\/$/, ''));
    const tcpUrls = tcpUrl === null ? [] : reachableUrls(tcpUrl, host);
    const fields = { webUrl, webUrls, webSocketUrls, tcpUrl, tcpUrls };
    const text = [
      'The bridge is open. End it with Ctrl+C.',
      ...webUrls.map((url) => `web miner  ${url}`),
      ...webSocketUrls.map((url) => `WebSocket  ${url}`),
      ...tcpUrls.map((url) => `miners     ${url}`),
      ...(fingerprint === null ? [] : [`certificate, SHA-256: ${fingerprint}`]),
      checkedWith === null
        ? 'Shares are not hashed here: the pool alone decides.'
        : `Every share is checked with the kernel ${checkedWith} before it goes to the pool.`,
      ...(reachOf(host) === 'this computer'
        ? ['Only this computer can connect; --host 0.0.0.0 lets in the network.']
        : []),
    ];
    const more = { dialect, algorithm, checkedWith, fingerprint };
    this.tell('listening', { ...fields, ...more }, text.join('\n'));
  }

  client(change: 'came' | 'left', client: Client): void {
    const { id, address, kind, agent, worker } = client;
    this.#clients += change === 'came' ? 1 : -1;
    this.#mostClients = Math.max(this.#mostClients, this.#clients);
    if (change === 'came') {
      this.#hasClients = true;
      this.#hasGuests ||= !isLoopback(address);
      this.#fruitlessSince ??= this.#parts.now();
    } else if (this.#clients === 0) this.#fruitlessSince = null;
    if (!this.#budget.take(this.#parts.now())) return;
    const shares = client.tally.toCounts();
    const fields = { change, id, address, worker, agent, clients: this.#clients };
    const name = nameOf(client);
    const line =
      change === 'came'
        ? `${name}  connected from ${address} (${kind === 'tcp' ? 'TCP' : 'WebSocket'})`
        : `${name}  left, with ${shares.accepted} shares accepted`;
    this.tell('client', { ...fields, shares }, line);
  }

  share({ client, refusal, forwarded }: SettledShare): void {
    this.#shares += 1;
    this.#fruitlessSince = this.#parts.now();
    const { id, worker } = client;
    if (this.#budget.take(this.#parts.now())) {
      const reason = refusal?.reason ?? null;
      const detail = refusal?.detail ?? null;
      const said = detail === null ? '' : ` (${printable(detail)})`;
      const line = reason === null ? 'share accepted' : `share rejected: ${reason}${said}`;
      const fields = { client: id, worker, accepted: reason === null, forwarded, reason, detail };
      this.tell('share', fields, `${nameOf(client)}  ${line}`);
    }
    if (refusal) this.#advise(refusal.reason);
  }

  message(who: string, direction: 'sent' | 'received', text: string): void {
    const line = `${who} ${direction === 'sent' ? '→' : '←'} ${text}`;
    this.tell('message', { who, direction, text }, line);
  }

  warning(text: string): void {
    this.tell('warning', { text }, `warning: ${printable(text)}`);
  }

  /** Tells what was held back, and what a person may need to know. To be called about once a second. */
  tick(status: BridgeStatus): void {
    const heldBack = this.#budget.heldBack();
    if (heldBack > 0) {
      const { clients, shares } = status;
      const counts = { heldBack, clients, shares, hashrate: status.hashrate };
      const line = `and ${heldBack} more such lines: ${this.#countsText(status)}`;
      this.tell('counts', counts, line);
    }
    const now = this.#parts.now();
    const isLonely = !this.#hasGuests && now - this.#startedAt >= lonelyMs;
    if (isLonely && !this.#saidLonely) this.#tellLonely(status);
    if (this.#fruitlessSince !== null && now - this.#fruitlessSince >= fruitlessMs) {
      this.#fruitlessSince = now;
      this.#tellFruitless(status);
    }
  }

  summary(status: BridgeStatus): void {
    const durationMs = this.#parts.now() - this.#startedAt;
    const { shares, hashrate, pool } = status;
    const counts = { shares, hashrate, mostClients: this.#mostClients };
    const line = [
      `Ran for ${durationText(durationMs)}, with ${this.#mostClients} clients at most: ${this.#countsText(status)}`,
      ...(pool.reconnects === 0 ? [] : [`The pool was connected again ${pool.reconnects} times.`]),
    ].join('\n');
    this.tell('summary', { durationMs, ...counts, reconnects: pool.reconnects }, line);
  }

  #tellLonely({ webUrl, tcpUrl }: BridgeStatus): void {
    this.#saidLonely = true;
    const { host } = this.#parts.settings.web;
    // On one computer everything is as it was asked for.
    if (reachOf(host) === 'this computer' && this.#hasClients) return;
    this.#tellAdvice(loneText({ host, webUrl, tcpUrl, hasClients: this.#hasClients }));
  }

  #tellFruitless({ pool, hashrate }: BridgeStatus): void {
    const { dialect, algorithm } = this.#parts.settings;
    const { difficulty } = pool;
    const since = durationText(fruitlessMs);
    if (difficulty === null) {
      this.#tellAdvice(`No share for ${since}: the pool has given no work yet.`);
      return;
    }
    const measured = hashrate === 0 ? null : hashrate;
    const odds = oddsText({ dialect, algorithm, difficulty, hashrate: measured });
    const check =
      'If it should have been sooner, look whether the miner hashes the data and the solution of its "work" message, and ask the pool for a lower difficulty (many take it in --pass, as d=1).';
    this.#tellAdvice(`No share for ${since}. ${odds} ${this.#shares === 0 ? check : ''}`.trim());
  }

  /** Each reason is explained once. */
  #advise(reason: ShareRejection): void {
    if (this.#advised.has(reason)) return;
    this.#advised.add(reason);
    this.#tellAdvice(shareAdvice[reason]);
  }

  #tellAdvice(text: string): void {
    this.tell('advice', { text }, `! ${text}`);
  }

  #countsText({ shares, hashrate }: BridgeStatus): string {
    const { accepted, counted, rejected } = shares;
    const reasons = Object.entries(rejected).map(([reason, count]) => `${reason} ${count}`);
    const sum = Object.values(rejected).reduce((total, count) => total + count, 0);
    const why = reasons.length > 0 ? ` (${reasons.join(', ')})` : '';
    // Where there were no shares, nobody knows.
    const speed = hashrate === null || hashrate === 0 ? '' : `, ${hashrateText(hashrate)}`;
    const easier = counted > 0 ? `, ${counted} easier than the pool takes` : '';
    return `${accepted} shares accepted${easier}, ${sum} rejected${why}${speed}.`;
  }
}

const nameOf = ({ id, worker }: Client): string => (worker === null ? id : `${id} ${worker}`);
