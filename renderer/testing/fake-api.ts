import type { z } from 'zod';
import { events, operations } from '../../electron/contract/index.ts';
import type {
  Api,
  CallInput,
  EventName,
  EventPayload,
  HandlerInput,
  Handlers,
  OperationName,
  Output,
} from '../../electron/contract/index.ts';
import type { ErrorCode } from '../../electron/contract/errors.ts';
import { ApiError } from '../connection/api-error.ts';

export type FakeHandlers = Partial<Handlers>;

/** A rig for tests: every input and output goes through the contract, as at the real doors. */
export class FakeApi implements Api {
  readonly calls: { readonly name: OperationName; readonly input: unknown }[] = [];
  readonly #handlers: FakeHandlers;
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>();

  constructor(handlers: FakeHandlers) {
    this.#handlers = handlers;
  }

  async call<Name extends OperationName>(
    name: Name,
    input: CallInput<Name>,
  ): Promise<Output<Name>> {
    this.calls.push({ name, input });
    const handler = this.#handlers[name];
    if (handler === undefined) throw fakeError('no-such-operation', `the test answers no ${name}`);
    const { input: inputShape, output: outputShape } = operations[name];
    const checked = (inputShape as z.ZodType).parse(input) as HandlerInput<Name>;
    return (outputShape as z.ZodType).parse(await handler(checked as never)) as Output<Name>;
  }

  on<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    events[name].payload.parse(payload);
    for (const listener of this.#listeners.get(name) ?? []) listener(payload as never);
  }

  /** Inputs of every call of one operation, in order. */
  inputsOf(name: OperationName): unknown[] {
    return this.calls.filter((call) => call.name === name).map(({ input }) => input);
  }

  /** How many listen to anything: 0 when everybody tidied up. */
  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((count, set) => count + set.size, 0);
  }
}

export function fakeError(code: ErrorCode, message: string): ApiError {
  return new ApiError({ code, message, error: message, retryable: false });
}
