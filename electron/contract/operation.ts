import type { z } from 'zod';

/** How a call came in: the app's own window, HTTP with a token, or another rig of this owner. */
export type Door = 'window' | 'token' | 'peer';

/** What a caller must be allowed to do. Each level includes the ones before it. */
export const permissions = ['view', 'control', 'configure'] as const;
export type Permission = (typeof permissions)[number];

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Method and path below `/api/v1/mining`; `:name` segments are fields of the input. */
export type Route = `${Method} /${string}`;

export interface Operation<Input extends z.ZodType, Output extends z.ZodType> {
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  readonly access: readonly Door[];
  readonly permission: Permission;
  readonly route: Route;
}

export interface EventKind<Payload extends z.ZodType> {
  readonly summary: string;
  readonly payload: Payload;
  readonly access: readonly Door[];
  readonly permission: Permission;
}

/** Every door may call an operation unless it says otherwise. */
const everyDoor: readonly Door[] = ['window', 'token', 'peer'];

export function operation<Input extends z.ZodType, Output extends z.ZodType>(
  definition: Omit<Operation<Input, Output>, 'access'> & { readonly access?: readonly Door[] },
): Operation<Input, Output> {
  return { access: everyDoor, ...definition };
}

export function event<Payload extends z.ZodType>(
  definition: Omit<EventKind<Payload>, 'access'> & { readonly access?: readonly Door[] },
): EventKind<Payload> {
  return { access: everyDoor, ...definition };
}
