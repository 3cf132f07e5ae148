import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Guard } from '../guard/guard.ts';
import type { Aim } from './aim.ts';
import type { Client, ClientParts } from './client.ts';
import type { Answer } from './share-desk.ts';
import type { Refusal, Submission, Work } from './work.ts';

/** @param direction  as the bridge sees it */
export type Overhear = (client: Client, direction: 'sent' | 'received', text: string) => void;

/** What the doors of a bridge lead into. */
export interface Hall {
  readonly dialect: Dialect;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes a client of a connection that the guard has let in. */
  admit(parts: Omit<ClientParts, 'id' | 'now'>): Client;
  /** Gives a client its part of the nonces, and the work that there is. */
  seat(client: Client): void;
  /** The connection has ended. */
  leave(client: Client): void;
  /** The newest work of where the client sits, or will probably sit. */
  workFor(client: Client): Work | null;
  /** What the client has to reach; its difficulty may be adapted by the way. */
  aimFor(client: Client, work: Work): Aim;
  offer(client: Client, submission: Submission, answer: Answer): void;
  /** Counts a share that can be none. */
  refuse(client: Client, refused: Refusal): void;
  /** Hears what is said to and by clients, passwords included; null: nobody does. */
  readonly overhear: Overhear | null;
  /** What everybody may know. */
  publicStatus(): unknown;
}
