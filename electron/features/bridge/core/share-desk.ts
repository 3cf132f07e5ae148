import type { Log } from '../../../base/log.ts';
import type { BridgeDialect } from '../../../contract/values/bridge.ts';
import type { Client } from './client.ts';
import type { Aim } from './aim.ts';
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
  /** Whether the pool has seen it. */
  readonly forwarded: boolean;
  /** Hashes it stands for; 0 where no work is behind it. */
  readonly hashes: number;
}

/** Takes the answer to a share: null where it was taken. */
export type Answer = (refusal: Refusal | null) => void;

/** Looks at shares, sends the good ones to the pool at once, and answers every one. */
export class ShareDesk {
  readonly #parts: ShareDeskParts;

  constructor(parts: ShareDeskParts) {
    this.#parts = parts;
  }

  /** Counts a share that can be none. */
  refuse(client: Client, refused: Refusal): void {
    this.#parts.onSettled({ client, refusal: refused, forwarded: false, hashes: 0 });
  }

  offer(client: Client, submission: Submission, answer: Answer): void {
    const { uplinkOf, aimFor } = this.#parts;
    const settle = (refused: Refusal | null, hashes = 0, forwarded = false): void => {
      this.#parts.onSettled({ client, refusal: refused, forwarded, hashes });
      answer(refused);
    };
    const uplink = uplinkOf(client);
    const work = uplink?.book.find(submission.jobKey);
    if (work === 'stale') return settle(refusal('stale'));
    if (!uplink || !work || client.slice < 0) return settle(refusal('wrong-job'));
    if (client.waiting >= maxWaiting) return settle(refusal('over-rate'));
    const claim = submission.claim(work, client);
    if (isRefusal(claim)) return settle(claim);
    if (work.seen.has(claim.key)) return settle(refusal('duplicate'));
    const wrong = claim.verify();
    if (wrong) return settle(wrong);
    const aim = aimFor(client, work);
    if (!claim.reaches(aim)) return settle(refusal('low-difficulty'));
    work.seen.add(claim.key);
    if (!claim.reaches(work.aims.pool)) return settle(null, aim.hashes);
    client.waiting += 1;
    this.#forward(client, uplink, claim).then(
      (refused) => {
        client.waiting -= 1;
        settle(refused, isWorkDone(refused) ? aim.hashes : 0, true);
      },
      (error: unknown) => {
        // A bug: the client is answered all the same.
        client.waiting -= 1;
        this.#parts.log.error('a share could not be sent', { error });
        settle(refusal('pool-lost'), 0, true);
      },
    );
    return undefined;
  }

  async #forward(client: Client, uplink: Uplink, claim: Claim): Promise<Refusal | null> {
    const { dialect, names } = this.#parts;
    try {
      const name = names().nameFor(client, uplink.link);
      const worker = typeof name === 'string' ? name : await name;
      return refusalOf(dialect, await uplink.link.submit(claim.upstream(worker)));
    } catch (error) {
      return refusalOfFailure(error);
    }
  }
}

/** A share that came too late was work nevertheless. */
function isWorkDone(refused: Refusal | null): boolean {
  return refused === null || refused.reason === 'stale' || refused.reason === 'pool-lost';
}
