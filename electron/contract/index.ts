import type { z } from 'zod';
import { bridgeOperations } from './bridge.ts';
import { coinOperations } from './coins.ts';
import { events } from './events.ts';
import { historyOperations } from './history.ts';
import { minerOperations } from './miners.ts';
import { packageOperations } from './packages.ts';
import { profileOperations } from './profiles.ts';
import { runOperations } from './runs.ts';
import { systemOperations } from './system.ts';

/** Everything that can be asked of a rig, by name. */
export const operations = {
  ...systemOperations,
  ...minerOperations,
  ...packageOperations,
  ...coinOperations,
  ...profileOperations,
  ...runOperations,
  ...historyOperations,
  ...bridgeOperations,
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
/** What a caller passes: defaults may be left out. */
export type CallInput<Name extends OperationName> = z.input<Operations[Name]['input']>;
/** What a handler gets: checked, defaults filled in. */
export type HandlerInput<Name extends OperationName> = z.output<Operations[Name]['input']>;
export type Output<Name extends OperationName> = z.output<Operations[Name]['output']>;

/** The whole dispatcher's type: one handler an operation. */
export type Handlers = {
  readonly [Name in OperationName]: (
    input: HandlerInput<Name>,
  ) => Output<Name> | Promise<Output<Name>>;
};

export { events };
export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<Name extends EventName> = z.output<Events[Name]['payload']>;

/** How the window, the command line and tests talk to a rig, whatever carries it. */
export interface Api {
  call<Name extends OperationName>(name: Name, input: CallInput<Name>): Promise<Output<Name>>;
  /** @returns a function that ends the subscription */
  on<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ): () => void;
}

/** Base path of the REST interface. */
export const apiBase = '/api/v1/mining';
