import { migration0001 } from './migration-0001.ts';
import type { Migration } from './migration.ts';

/** All steps, oldest first. A new one goes into a file of its own and to the end of this list. */
export const migrations: readonly Migration[] = [migration0001];
