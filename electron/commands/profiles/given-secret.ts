import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { UsageError } from '../usage-error.ts';

const variable = 'RIGWRIGHT_PASSPHRASE';

/**
 * The passphrase of a file: from the environment, else asked for without showing it, else the first
 * line of the input. It is never an argument, which other programs could see.
 *
 * @param question  shown on a terminal
 */
export async function givenPassphrase(question: string): Promise<string> {
  const given = process.env[variable];
  if (given !== undefined && given !== '') return given;
  const answer = process.stdin.isTTY ? await askHidden(question) : firstLineOf(await readStdin());
  if (answer === '') throw new UsageError(`Set ${variable}, or enter a passphrase.`);
  return answer;
}

export const firstLineOf = (given: string): string => given.split(/\r?\n/, 1)[0] ?? '';

export const readStdin = (): Promise<string> => text(process.stdin);

async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await new Promise((resolve) => {
      terminal.once('line', resolve);
      terminal.once('close', () => resolve(''));
    });
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
