import type { Log } from '../../../base/log.ts';
import type { BridgeDialect } from '../../../contract/values/bridge.ts';
import type { Aim } from './aim.ts';
import type { Client } from './client.ts';
import { refusalOf, refusalOfFailure } from './pool-verdict.ts';
import type { Uplink } from './uplink.ts';
import type { WorkerNames } from './worker-names.ts';
import {
  isRefusal,
  refusal,
  type Claim,
  type Refusal,
  type Submission,
  type Work,
} from './work.ts';

/** Shares of one client that may wait for the pool's answer. */
const maxWaiting = 500;

export interface ShareDeskParts {
  readonly dialect: BridgeDialect;
  readonly aimFor: (client: Client, work: Work) => Aim;
  readonly uplinkOf: (client: Client) => Uplink | undefined;
  readonly names: () => WorkerNames;
  readonly log: Log;
  /** Told of each share once its fate is known. */
  readonly onSettled: (share: SettledShare) => void;
}

export interface SettledShare {
  readonly client: Client;
  /** null: it was taken. */
  readonly refusal: Refusal | null;
  /** Whether the pool was sent it. */
  readonly forwarded: boolean;
  /** Hashes it stands for; 0 where no work is behind it. */
  readonly hashes: number;
}

/** Takes the answer to a share: null where it was taken. */
export type Answer = (refusal: Refusal | null) => void;

/** A share that is good for the client. */
interface GoodShare {
  readonly claim: Claim;
  readonly hashes: number;
  readonly isForPool: boolean;
}

/** Looks at shares, sends the good ones to the pool at once, and answers every one. */
export class ShareDesk {
  readonly #parts: ShareDeskParts;

  constructor(parts: ShareDeskParts) {
    this.#parts = parts;
  }

  offer(client: Client, submission: Submission, answer: Answer): void {
    const uplink = this.#parts.uplinkOf(client);
    if (!uplink) {
      this.refuse(client, refusal('wrong-job'));
      answer(refusal('wrong-job'));
      return;
    }
    const share = this.#look(client, uplink, submission);
    if ('reason' in share) {
      this.refuse(client, share);
      answer(share);
    } else if (share.isForPool) {
      void this.#send(client, uplink, share, answer);
    } else {
      const { hashes } = share;
      this.#parts.onSettled({ client, refusal: null, forwarded: false, hashes });
      answer(null);
    }
  }

  /** Counts a share that is not taken. */
  refuse(client: Client, refused: Refusal): void {
    this.#parts.onSettled({ client, refusal: refused, forwarded: false, hashes: 0 });
  }

  /** All that can be said of a share here, the cheapest first. */
  #look(client: Client, { book }: Uplink, submission: Submission): GoodShare | Refusal {
    const work = book.find(submission.jobKey);
    if (work === 'stale') return refusal('stale');
    if (!work || client.slice < 0) return refusal('wrong-job');
    if (client.waiting >= maxWaiting) return refusal('over-rate');
    const claim = submission.claim(work, client);
    if (isRefusal(claim)) return claim;
    if (work.seen.has(claim.key)) return refusal('duplicate');
    const wrong = claim.verify();
    if (wrong) return wrong;
    const aim = this.#parts.aimFor(client, work);
    if (!claim.reaches(aim)) return refusal('low-difficulty');
    work.seen.add(claim.key);
    return { claim, hashes: aim.hashes, isForPool: claim.reaches(work.aims.pool) };
  }

  async #send(
    client: Client,
    uplink: Uplink,
    { claim, hashes }: GoodShare,
    answer: Answer,
  ): Promise<void> {
    client.waiting += 1;
    const refused = await this.#verdictOf(client, uplink, claim);
    client.waiting -= 1;
    const done = isWorkDone(refused) ? hashes : 0;
    this.#parts.onSettled({ client, refusal: refused, forwarded: true, hashes: done });
    answer(refused);
  }

  /** Never rejects: whatever happens, the client is answered. */
  async #verdictOf(client: Client, uplink: Uplink, claim: Claim): Promise<Refusal | null> {
    const { dialect, names, log } = this.#parts;
    try {
      const name = names().nameFor(client, uplink.link);
      const worker = typeof name === 'string' ? name : await name;
      return refusalOf(dialect, await uplink.link.submit(claim.upstream(worker)));
    } catch (error) {
      const refused = refusalOfFailure(error);
      if (!refused) log.error('a share could not be sent', { error });
      return refused ?? refusal('pool-lost');
    }
  }
}

/** A share that came too late was work nevertheless. */
function isWorkDone(refused: Refusal | null): boolean {
  return refused === null || refused.reason === 'stale' || refused.reason === 'pool-lost';
}
