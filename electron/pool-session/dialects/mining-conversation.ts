import { encodeVersion } from '../../protocols/stratum/bitcoin/client-messages.ts';
import { decodeConfigured, encodeConfigure } from '../../protocols/stratum/bitcoin/configure.ts';
import { encodePong } from '../../protocols/stratum/bitcoin/keep-alive.ts';
import { followed, type Reconnect } from '../../protocols/stratum/bitcoin/reconnect.ts';
import { commonMask } from '../../protocols/stratum/bitcoin/version-rolling.ts';
import { encodeAnswer } from '../../protocols/stratum/envelope.ts';
import type { StratumFailure } from '../../protocols/stratum/stratum-errors.ts';
import { stratumCodes } from '../../protocols/stratum/stratum-errors.ts';
import { PoolReconnectError, PoolRefusedError } from '../pool-errors.ts';
import type { UpstreamShare } from '../pool-session.ts';
import type { PoolReply } from '../request-ledger.ts';
import {
  usualKeepAliveMs,
  usualSilenceLimitMs,
  type Conversation,
  type Line,
} from './conversation.ts';
import type { MiningCodec } from './mining-codec.ts';
import {
  encodeAuthorize,
  encodeExtranonceSubscribe,
} from '../../protocols/stratum/mining-login.ts';

const notSupported: StratumFailure = { code: stratumCodes.other, message: 'Not supported.' };

/** BIP 310: of less than two bits a miner has no use. */
const minBitCount = 2;

/** With a pool whose methods are called `mining.…`. */
export class MiningConversation<Job, Extranonce, Aim> implements Conversation {
  readonly keepAliveMs = usualKeepAliveMs;
  readonly silenceLimitMs = usualSilenceLimitMs;
  readonly #codec: MiningCodec<Job, Extranonce, Aim>;
  readonly #line: Line;
  #resumeId: string | null = null;
  #extranonce: { readonly value: Extranonce } | null = null;
  #aim: Aim | null;
  #versionMask: number | null = null;
  /** Came before what it needs. */
  #early: Job | null = null;

  constructor(codec: MiningCodec<Job, Extranonce, Aim>, line: Line) {
    this.#codec = codec;
    this.#line = line;
    this.#aim = codec.firstAim;
  }

  get resumeId(): string | null {
    return this.#resumeId;
  }

  async logIn(): Promise<void> {
    const { account, name } = this.#line;
    this.#askToRollVersions();
    const subscribed = await this.#subscribe();
    if (subscribed.failure) throw new PoolRefusedError(name, subscribed.failure);
    const login = await this.#line.ask((id) => encodeAuthorize(id, account.user, account.password));
    if (login.failure) throw new PoolRefusedError(name, login.failure);
    this.keepAlive();
  }

  readonly authorizeWorker = (worker: string): Promise<PoolReply> =>
    this.#line.ask((id) => encodeAuthorize(id, worker, this.#line.account.password));

  async submit(share: UpstreamShare, worker: string | null): Promise<PoolReply> {
    const reply = await this.#line.ask((id) => this.#codec.encodeSubmit(id, share, worker));
    // It has forgotten who we are.
    if (reply.failure?.code === stratumCodes['not-subscribed']) {
      this.#line.end(new PoolRefusedError(this.#line.name, reply.failure));
    }
    return reply;
  }

  /**
   * Says that the extranonce may change. That changes nothing when it is said again, and nearly every
   * pool answers it, with yes or with no; `mining.ping` many do not know.
   */
  keepAlive(): void {
    this.#line
      .ask((id) => encodeExtranonceSubscribe(id), { isOptional: true })
      .catch(() => undefined);
  }

  receive(text: string): void {
    const message = this.#codec.decode(text);
    const line = this.#line;
    switch (message.kind) {
      case 'answer':
        line.answer(message.id, message.result, message.error);
        break;
      case 'job':
        this.#take(message.job);
        break;
      case 'aim':
        this.#aim = message.aim;
        this.#takeEarly();
        break;
      case 'extranonce':
        this.#useExtranonce(message.extranonce);
        break;
      case 'version-mask':
        this.#useVersionMask(message.mask);
        break;
      case 'reconnect':
        this.#obey(message.to ?? { host: null, port: null, waitSeconds: 0 });
        break;
      case 'get-version':
        line.send(encodeVersion(message.id, line.userAgent));
        break;
      case 'ping':
        if (message.id !== null) line.send(encodePong(message.id));
        break;
      case 'unknown':
        // A request waits for an answer; an announcement does not.
        if (message.id !== null) line.send(encodeAnswer(message.id, null, notSupported));
        break;
      case 'courtesy':
        break;
    }
  }

  /** Before the subscription, as BIP 310 wants it. Pools that do not know it may not answer. */
  #askToRollVersions(): void {
    const mask = this.#line.versionMask;
    if (mask === null || !this.#codec.rollsVersions) return;
    const configuration = { versionRolling: { mask, minBitCount }, others: [] };
    const onReply = ({ result, failure }: PoolReply): void => {
      const allowed = failure ? null : decodeConfigured(result).versionMask;
      if (allowed !== null) this.#useVersionMask(allowed);
    };
    this.#line
      .ask((id) => encodeConfigure(id, configuration), { isOptional: true, onReply })
      .catch(() => undefined);
  }

  async #subscribe(): Promise<PoolReply> {
    const { resumeId, userAgent } = this.#line;
    const onReply = ({ result, failure }: PoolReply): void => {
      if (failure) return;
      const { extranonce, resumeId } = this.#codec.readSubscription(result);
      this.#resumeId = resumeId;
      this.#useExtranonce(extranonce);
    };
    const ask = (session: string | null): Promise<PoolReply> =>
      this.#line.ask((id) => this.#codec.encodeSubscribe(id, userAgent, session), { onReply });
    const reply = await ask(resumeId);
    return reply.failure && resumeId !== null ? ask(null) : reply;
  }

  #useExtranonce(value: Extranonce): void {
    this.#extranonce = { value };
    this.#takeEarly();
  }

  #useVersionMask(allowed: number): void {
    const mask = commonMask(this.#line.versionMask ?? 0, allowed);
    this.#versionMask = mask === 0 ? null : mask;
  }

  #take(job: Job): void {
    if (!this.#extranonce || this.#aim === null) {
      this.#early = job;
      return;
    }
    this.#early = null;
    this.#line.announce(
      this.#codec.toPoolJob(job, {
        extranonce: this.#extranonce.value,
        aim: this.#aim,
        versionMask: this.#versionMask,
      }),
    );
  }

  #takeEarly(): void {
    if (this.#early !== null) this.#take(this.#early);
  }

  #obey(wish: Reconnect): void {
    const { address, name } = this.#line;
    const to = followed(wish, address);
    if (!to) return;
    const port = to.port === address.port ? null : to.port;
    this.#line.end(new PoolReconnectError(name, { waitMs: wish.waitSeconds * 1_000, port }));
  }
}
