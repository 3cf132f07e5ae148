import { randomBytes, randomInt } from 'node:crypto';
import { sessionIdOf } from '../../protocols/stratum/cryptonote/session-id.ts';
import type { AnyShare, Dialect, PracticeJob } from './dialect.ts';
import { forgetOldest } from './forget-oldest.ts';
import { ShareBook, type ShareBookParts } from './share-book.ts';

/** Clients that may come again and go on; it is only a favour. */
const maxKept = 1_000;

const sessionIdBytes = 16;

export interface ClientBooksParts<
  Job extends PracticeJob,
  Share extends AnyShare,
> extends ShareBookParts<Job, Share> {
  readonly dialect: Pick<Dialect<Job, Share>, 'check' | 'jobId' | 'extranonceBytes'>;
}

/** Gives each client a session and an extranonce of its own, and back the one that it had. */
export class ClientBooks<Job extends PracticeJob, Share extends AnyShare> {
  readonly #parts: ClientBooksParts<Job, Share>;
  /** Of those who have gone, by session. */
  readonly #kept = new Map<string, ShareBook<Job, Share>>();
  // A client that comes again must not be given what another one works on.
  #next: number = randomInt(2 ** 31);

  constructor(parts: ClientBooksParts<Job, Share>) {
    this.#parts = parts;
  }

  open(): ShareBook<Job, Share> {
    const client = { extranonce1: this.#nextExtranonce1(), sessionId: newSessionId() };
    return new ShareBook(client, this.#parts);
  }

  /** @returns undefined where there is no such session, or somebody is using it */
  resume(sessionId: string): ShareBook<Job, Share> | undefined {
    const book = this.#kept.get(sessionId);
    this.#kept.delete(sessionId);
    return book;
  }

  /** Its client has gone, and may come again. */
  keep(book: ShareBook<Job, Share>): void {
    this.#kept.set(book.client.sessionId, book);
    forgetOldest(this.#kept, maxKept);
  }

  #nextExtranonce1(): Uint8Array {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, this.#next);
    this.#next = (this.#next + 1) % 2 ** 32;
    return bytes.slice(bytes.length - this.#parts.dialect.extranonceBytes);
  }
}

function newSessionId(): string {
  return sessionIdOf(new Uint8Array(randomBytes(sessionIdBytes)));
}
