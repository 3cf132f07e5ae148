import { z } from 'zod';

/** Epoch milliseconds. */
export const Time = z.number().int().nonnegative();

/** Hashes per second; null where nobody knows, never 0 for unknown. */
export const Hashrate = z.number().nonnegative().nullable();

/** A count that only grows while a miner lives. */
export const Count = z.number().int().nonnegative();

/** 0 to 100, or null where the machine does not tell. */
export const Percent = z.number().min(0).max(100).nullable();
