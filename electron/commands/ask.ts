import { createInterface } from 'node:readline';

interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/**
 * Asks a person on a terminal; everything but a yes is a no.
 *
 * @param signal  ends the question with a no
 * @returns       null where there is no terminal, so nobody was asked
 */
export async function askYesNo(
  question: string,
  signal: AbortSignal,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<boolean | null> {
  if (!input.isTTY || !output.isTTY) return null;
  output.write(`${question} [y/N] `);
  // Without `terminal` the line is the system's, and so is Ctrl+C.
  const lines = createInterface({ input, terminal: false, signal });
  try {
    return await new Promise((resolve) => {
      lines.once('line', (answer) => resolve(/^y(es)?$/i.test(answer.trim())));
      lines.once('close', () => resolve(false));
    });
  } finally {
    lines.close();
  }
}
