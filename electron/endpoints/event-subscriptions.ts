import type { EventHub } from '../base/event-hub.ts';
import type { EventName } from '../contract/index.ts';

/** The events that one listener at a door wants; it names the whole set each time it changes. */
export class EventSubscriptions {
  readonly #ends = new Map<EventName, () => void>();
  readonly #hub: EventHub;
  readonly #send: (name: EventName, payload: unknown) => void;

  constructor(hub: EventHub, send: (name: EventName, payload: unknown) => void) {
    this.#hub = hub;
    this.#send = send;
  }

  /** What was wanted before and still is goes on without a gap. */
  replace(wanted: ReadonlySet<EventName>): void {
    for (const [name, end] of this.#ends) {
      if (wanted.has(name)) continue;
      end();
      this.#ends.delete(name);
    }
    for (const name of wanted) {
      if (this.#ends.has(name)) continue;
      this.#ends.set(
        name,
        this.#hub.on(name, (payload) => this.#send(name, payload)),
      );
    }
  }
}
