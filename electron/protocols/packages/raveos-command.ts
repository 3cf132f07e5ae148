import { z } from 'zod';

/** The system takes 128 KiB for one argument and 2 MiB for all; no miner comes near. */
const maxArgumentLength = 16 * 1024;
const maxTotalLength = 128 * 1024;

const Argument = z
  .string()
  .max(maxArgumentLength)
  .refine((text) => !text.includes('\0'), 'holds a NUL');

/** What `ravinos.run()` was called with. */
export const RaveosCommand = z.object({
  /** As the script gave it. */
  command: z.string().max(maxTotalLength),
  /** Split into words, without a shell. */
  argv: z
    .tuple([Argument.min(1)], Argument)
    .refine(
      (argv) =>
        argv.length <= 1_000 && argv.reduce((sum, one) => sum + one.length, 0) <= maxTotalLength,
      'is too long',
    ),
  /** Whether a shell would do more with it than split it. */
  shell: z.boolean(),
});
export type RaveosCommand = z.infer<typeof RaveosCommand>;

/** @returns null where the text is not what the module writes */
export function readRaveosCommand(text: string): RaveosCommand | null {
  try {
    return RaveosCommand.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
