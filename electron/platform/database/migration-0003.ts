import type { Migration } from './migration.ts';

/**
 * For how much of a minute a bridge ran: it begins and ends in the middle of one. Told in the row of
 * all workers together; whatever is there already is taken for whole minutes.
 */
export const migration0003: Migration = {
  version: 3,
  name: 'parts of minutes of bridges',
  statements: `
    ALTER TABLE bridge_minutes ADD COLUMN ran_ms INTEGER NOT NULL DEFAULT 60000;
  `,
};
