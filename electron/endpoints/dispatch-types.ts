import type { Door, Permission } from '../contract/operation.ts';

/** Who calls: through which door, and the most it is allowed to do. */
export interface Caller {
  readonly door: Door;
  readonly permission: Permission;
}

/**
 * Runs an operation of the contract by its name.
 *
 * @throws {AppError} where the operation does not exist, is not permitted, its input does not fit,
 *                    or its handler refuses
 */
export type Dispatch = (name: string, input: unknown, caller: Caller) => Promise<unknown>;
