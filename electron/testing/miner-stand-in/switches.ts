import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a test asks of a stand-in, by a file `stand-in.json` beside its program. */
const Switches = z.strictObject({
  /** False: it opens no interface, as if its port had been taken. */
  api: z.boolean().default(true),
  /** False: it prints nothing. */
  output: z.boolean().default(true),
  /** Where it writes what it understood, as JSON, once everything is printed. */
  heard: z.string().optional(),
});
export type Switches = z.infer<typeof Switches>;

/** As they are where there is no such file. */
export function readSwitches(file: string): Switches {
  try {
    return Switches.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return Switches.parse({});
    }
    throw error;
  }
}
