import type { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import type { Log } from '../base/log.ts';
import { operations, type Handlers, type OperationName } from '../contract/index.ts';
import { permissions, type Permission } from '../contract/operation.ts';
import type { Dispatch } from './dispatch-types.ts';

/**
 * The one place where calls come in, whatever the door: finds the operation, checks who calls,
 * checks the input, runs the handler and lets nothing out that the contract does not name.
 */
export function createDispatcher(handlers: Handlers, log: Log): Dispatch {
  return async (name, input, caller) => {
    if (!isOperation(name)) throw new NoSuchOperationError(name);
    const operation = operations[name];
    if (
      !operation.access.includes(caller.door) ||
      !allows(caller.permission, operation.permission)
    ) {
      throw new NotPermittedError(name, operation.permission);
    }
    const parsed = operation.input.safeParse(input ?? {});
    if (!parsed.success) throw new InvalidInputError(parsed.error);
    try {
      // The name picks handler and input together, which the compiler cannot follow through the table.
      const handler = handlers[name] as (input: unknown) => unknown;
      return operation.output.parse(await handler(parsed.data));
    } catch (error) {
      if (!(error instanceof AppError)) log.error('a call failed by a bug', { name, error });
      throw error;
    }
  };
}

const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name);

/** Permissions are ordered: who may configure may control, who may control may view. */
const allows = (granted: Permission, needed: Permission): boolean =>
  permissions.indexOf(granted) >= permissions.indexOf(needed);

class NoSuchOperationError extends AppError {
  readonly code = 'no-such-operation';
  readonly userMessage: string;
  constructor(name: string) {
    super(`no operation ${name.slice(0, 80)}`);
    this.userMessage = `There is no operation called “${name.slice(0, 80)}”.`;
  }
}

class NotPermittedError extends AppError {
  readonly code = 'not-permitted';
  readonly userMessage: string;
  constructor(name: OperationName, needed: Permission) {
    super(`${name} needs the permission ${needed}`);
    this.userMessage = `This connection may not do that: it needs the permission “${needed}”.`;
  }
}

class InvalidInputError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly details: readonly { path: string; message: string }[];

  constructor(error: z.ZodError) {
    super(`invalid input: ${error.message}`);
    this.details = error.issues.slice(0, 20).map((issue) => ({
      path: issue.path.join('.').slice(0, 200),
      message: issue.message.slice(0, 300),
    }));
    const first = this.details[0];
    const where = first?.path === '' ? 'The input' : `“${first?.path}”`;
    this.userMessage = `${where} is not right: ${first?.message ?? 'it does not fit'}.`;
  }
}
