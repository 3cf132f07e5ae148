import type { BeamForks } from '../../protocols/stratum/hds/beam-hash.ts';
import { encodeLogin, encodeSolution } from '../../protocols/stratum/hds/client-messages.ts';
import { isAccepted, isLoggedIn } from '../../protocols/stratum/hds/codes.ts';
import type { NoncePrefix } from '../../protocols/stratum/hds/nonce-prefix.ts';
import {
  decodeServerMessage,
  type HdsResult,
} from '../../protocols/stratum/hds/server-messages.ts';
import { ShareQueue } from '../../protocols/stratum/hds/share-queue.ts';
import { PoolBusyError, PoolRefusedError } from '../pool-errors.ts';
import type { UpstreamShare } from '../pool-session.ts';
import type { PoolReply } from '../request-ledger.ts';
import { wrongDialect, type Conversation, type Line } from './conversation.ts';

const loginId = 'login';

/** Some nodes answer a share only when its block is checked. */
const maxUnanswered = 1_000;

/** With a node or pool of Hds or Beam. The user of the account is the key of its list. */
export class HdsConversation implements Conversation {
  readonly resumeId = null;
  /** There is nothing to ask: nodes hang up for what they do not know. */
  readonly keepAliveMs = Infinity;
  /** Work comes with each block, every minute or so; ten times that is rare, but no fault. */
  readonly silenceLimitMs = 900_000;
  /** Who mines is said at login, once. */
  readonly authorizeWorker = null;
  readonly #line: Line;
  /** The number of the request that each share was, by its job. */
  readonly #shares = new ShareQueue<number>(maxUnanswered);
  #login: number | null = null;
  #noncePrefix: NoncePrefix = '';
  #forks: BeamForks | null = null;

  constructor(line: Line) {
    this.#line = line;
  }

  async logIn(): Promise<void> {
    const { account, name } = this.#line;
    const { failure } = await this.#line.ask((id) => {
      this.#login = id;
      return encodeLogin(loginId, account.user);
    });
    if (failure) throw new PoolRefusedError(name, failure);
  }

  async submit(upstream: UpstreamShare): Promise<PoolReply> {
    if (upstream.dialect !== 'hds') return wrongDialect(upstream);
    const { share } = upstream;
    if (this.#shares.size >= maxUnanswered) throw new PoolBusyError(this.#line.name);
    return this.#line.ask((id) => {
      this.#shares.sent(share.jobId, id);
      return encodeSolution(share);
    });
  }

  keepAlive(): void {
    // See keepAliveMs.
  }

  receive(text: string): void {
    const message = decodeServerMessage(text);
    switch (message.kind) {
      case 'job': {
        const { job, noncePrefix } = message;
        this.#noncePrefix = noncePrefix ?? this.#noncePrefix;
        const [prefix, forks] = [this.#noncePrefix, this.#forks];
        this.#line.announce({ dialect: 'hds', job, noncePrefix: prefix, forks });
        break;
      }
      case 'result':
        this.#hearResult(message.result);
        break;
      case 'cancel':
        this.#line.cancel(message.jobId);
        break;
      case 'unknown':
        break;
    }
  }

  #hearResult({ id, code, description, noncePrefix, forks }: HdsResult): void {
    if (id === loginId && this.#login !== null) {
      this.#noncePrefix = noncePrefix ?? this.#noncePrefix;
      this.#forks = forks ?? this.#forks;
      const failure = isLoggedIn(code) ? null : { code, message: description };
      this.#line.answer(this.#login, true, failure);
      this.#login = null;
      return;
    }
    const failure = isAccepted(code) ? null : { code, message: description };
    this.#line.answer(this.#shares.answered(id) ?? null, true, failure);
  }
}
