import { toHex } from '../../protocols/stratum/bitcoin/hex.ts';
import {
  encodeGetWork,
  encodeLogin,
  encodeSubmit,
} from '../../protocols/stratum/ethereum/eth-proxy/client-messages.ts';
import { decodeServerMessage } from '../../protocols/stratum/ethereum/eth-proxy/server-messages.ts';
import type { EthProxyJob } from '../../protocols/stratum/ethereum/job.ts';
import { PoolRefusedError } from '../pool-errors.ts';
import type { UpstreamShare } from '../pool-session.ts';
import type { PoolReply } from '../request-ledger.ts';
import {
  usualKeepAliveMs,
  usualSilenceLimitMs,
  wrongDialect,
  type Conversation,
  type Line,
} from './conversation.ts';

/** How often a pool is asked for work that never sends any by itself, ms. */
const pollMs = 5_000;

/** With a pool of the eth-proxy dialect, which is asked for work; most also send it unasked. */
export class EthProxyConversation implements Conversation {
  readonly resumeId = null;
  readonly silenceLimitMs = usualSilenceLimitMs;
  /** Workers are named beside each share. */
  readonly authorizeWorker = null;
  readonly #line: Line;
  #sendsByItself = false;
  #newest = '';

  constructor(line: Line) {
    this.#line = line;
  }

  get keepAliveMs(): number {
    return this.#sendsByItself ? usualKeepAliveMs : pollMs;
  }

  async logIn(): Promise<void> {
    const { account, name } = this.#line;
    const { user, password } = account;
    const { failure } = await this.#line.ask((id) =>
      encodeLogin(id, { user, password, worker: '' }),
    );
    if (failure) throw new PoolRefusedError(name, failure);
    this.keepAlive();
  }

  submit(upstream: UpstreamShare, worker: string | null): Promise<PoolReply> {
    if (upstream.dialect !== 'ethproxy') return wrongDialect(upstream);
    return this.#line.ask((id) => encodeSubmit(id, worker ?? upstream.worker, upstream.share));
  }

  keepAlive(): void {
    this.#line.ask(encodeGetWork, { isOptional: true }).catch(() => undefined);
  }

  receive(text: string): void {
    const message = decodeServerMessage(text);
    switch (message.kind) {
      case 'answer':
        this.#line.answer(message.id, message.result, message.error);
        break;
      case 'job':
        this.#line.answer(message.id, true, null);
        // Our requests have numbers from 1 on.
        if (message.id === null || message.id === 0) this.#sendsByItself = true;
        this.#announce(message.job);
        break;
      case 'unknown':
        break;
    }
  }

  #announce(job: EthProxyJob): void {
    const key = `${toHex(job.headerHash)} ${job.target}`;
    if (key === this.#newest) return;
    this.#newest = key;
    this.#line.announce({ dialect: 'ethproxy', job });
  }
}
