import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { noConfinement, type ConfinementSupport } from './confinement.ts';

const Answer = z.object({
  landlock: z.number().int().min(0),
  seccomp: z.boolean(),
  view: z.boolean(),
});

const timeoutMs = 10_000;
const run = promisify(execFile);

/**
 * What this system can enforce. Where that cannot be found out it counts as nothing.
 *
 * @param python    interpreter
 * @param launcher  file of confine.py
 */
export async function probeConfinement(
  python: string,
  launcher: string,
): Promise<ConfinementSupport> {
  if (process.platform !== 'linux') return noConfinement;
  try {
    const { stdout } = await run(python, ['-I', '-S', '-B', launcher, '--probe'], {
      timeout: timeoutMs,
    });
    return Answer.parse(JSON.parse(stdout));
  } catch {
    return noConfinement;
  }
}
