import type { EventName, EventPayload } from '../contract/index.ts';

/** How a feature announces what happened. */
export type Publish = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

type Listener<Name extends EventName> = (payload: EventPayload<Name>) => void;

/** Carries events from the features to the doors. A listener's failure never reaches the feature. */
export class EventHub {
  readonly #listeners = new Map<EventName, Set<Listener<EventName>>>();
  readonly #onListenerError: (error: unknown) => void;

  constructor(onListenerError: (error: unknown) => void) {
    this.#onListenerError = onListenerError;
  }

  readonly publish: Publish = (name, payload) => {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(payload);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  };

  /** @returns a function that ends the subscription */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    const stored = listener as Listener<EventName>;
    listeners.add(stored);
    return () => listeners.delete(stored);
  }

  /** Whether anybody listens: lets a feature skip work nobody sees. */
  has(name: EventName): boolean {
    return (this.#listeners.get(name)?.size ?? 0) > 0;
  }
}
