import {
  encodeKeepAlive,
  encodeLogin,
  encodeSubmit,
} from '../../protocols/stratum/cryptonote/client-messages.ts';
import { failureKindOf } from '../../protocols/stratum/cryptonote/failures.ts';
import type { CryptonoteJob } from '../../protocols/stratum/cryptonote/job.ts';
import { isNicehash, noncePrefixOf } from '../../protocols/stratum/cryptonote/nonce-prefix.ts';
import {
  decodeServerMessage,
  decodeSession,
} from '../../protocols/stratum/cryptonote/server-messages.ts';
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

/** With a pool of CryptoNote coins. */
export class CryptonoteConversation implements Conversation {
  /** A session of this dialect cannot be taken up again. */
  readonly resumeId = null;
  readonly keepAliveMs = usualKeepAliveMs;
  readonly silenceLimitMs = usualSilenceLimitMs;
  /** Who mines is said at login, once. */
  readonly authorizeWorker = null;
  readonly #line: Line;
  #sessionId = '';
  #extensions: readonly string[] = [];

  constructor(line: Line) {
    this.#line = line;
  }

  async logIn(): Promise<void> {
    const { account, name, userAgent } = this.#line;
    const { user, password } = account;
    const login = { user, password, userAgent, algorithms: [] };
    const onReply = ({ result, failure }: PoolReply): void => {
      if (failure) return;
      const { sessionId, job, extensions } = decodeSession(result);
      this.#sessionId = sessionId;
      this.#extensions = extensions;
      this.#announce(job);
    };
    const { failure } = await this.#line.ask((id) => encodeLogin(id, login), { onReply });
    if (failure) throw new PoolRefusedError(name, failure);
  }

  async submit(upstream: UpstreamShare): Promise<PoolReply> {
    if (upstream.dialect !== 'cryptonote') return wrongDialect(upstream);
    const reply = await this.#line.ask((id) => encodeSubmit(id, this.#sessionId, upstream.share));
    // It has forgotten who we are.
    if (reply.failure && failureKindOf(reply.failure) === 'not-subscribed') {
      this.#line.end(new PoolRefusedError(this.#line.name, reply.failure));
    }
    return reply;
  }

  keepAlive(): void {
    // Pools that have not offered it may take it for an attack.
    if (!this.#extensions.includes('keepalive')) return;
    this.#line
      .ask((id) => encodeKeepAlive(id, this.#sessionId), { isOptional: true })
      .catch(() => undefined);
  }

  receive(text: string): void {
    const message = decodeServerMessage(text);
    switch (message.kind) {
      case 'answer':
        this.#line.answer(message.id, message.result, message.error);
        break;
      case 'job':
        this.#announce(message.job);
        break;
      case 'unknown':
        break;
    }
  }

  #announce(job: CryptonoteJob): void {
    const noncePrefix = isNicehash(job, this.#extensions) ? noncePrefixOf(job.blob) : null;
    this.#line.announce({ dialect: 'cryptonote', job, noncePrefix });
  }
}
