import type { Duplex } from 'node:stream';
import type { Client } from '../core/client.ts';
import type { Hall } from '../core/hall.ts';
import type { Work } from '../core/work.ts';
import { VerusWork } from '../dialects/verus-work.ts';
import { WorkFrame } from './work-frame.ts';
import type { WorkForm } from './work-text.ts';

/** Sends jobs to WebSocket clients, each job encoded once for all of them. */
export class WorkFrames {
  readonly #hall: Hall;
  readonly #frames: Readonly<Record<WorkForm, WeakMap<Work, WorkFrame>>> = {
    spec: new WeakMap(),
    compact: new WeakMap(),
  };

  constructor(hall: Hall) {
    this.#hall = hall;
  }

  /** @param isFirst  whether the client has no work yet */
  send(socket: Duplex, client: Client, work: Work, form: WorkForm, isFirst: boolean): void {
    // Other dialects have no form that a browser knows.
    if (!(work instanceof VerusWork)) return;
    const frame = this.#frames[form].get(work) ?? new WorkFrame(work, form);
    this.#frames[form].set(work, frame);
    socket.write(frame.for(client, this.#hall.aimFor(client, work), isFirst));
    // What the system did not take at once is still read from this memory later.
    if (socket.writableLength > 0) frame.keep();
  }
}
