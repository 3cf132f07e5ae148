import { migration0001 } from './migration-0001.ts';
import { migration0002 } from './migration-0002.ts';
import { migration0003 } from './migration-0003.ts';
import type { Migration } from './migration.ts';

/** All steps, oldest first. A new one goes into a file of its own and to the end of this list. */
export const migrations: readonly Migration[] = [migration0001, migration0002, migration0003];
