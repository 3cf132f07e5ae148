import type { z } from 'zod';
import type { MinerApiDialect, MinerReport } from './miner-report.ts';

/**
 * The dialect of a miner that answers one GET with everything, and takes no orders.
 *
 * @param schema  decides whether it is the answer of such a miner, and is lenient with single fields
 */
export function httpApi<T>(
  path: string,
  schema: z.ZodType<T>,
  read: (answer: T) => MinerReport,
): MinerApiDialect {
  return {
    queries: [{ over: 'http', path }],
    read([answer]) {
      const parsed = schema.safeParse(answer);
      return parsed.success ? read(parsed.data) : null;
    },
    proof: 'age',
    control: null,
  };
}
