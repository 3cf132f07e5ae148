import { fstatSync } from 'node:fs';
import type { ReadStream } from 'node:tty';

/** Handle that every process has its input under. */
const standardInput = 0;

export interface InputParts {
  readonly input: ReadStream;
  /** One key, as a character. */
  readonly onKey: (key: string) => void;
  /** Whoever held the other end of the terminal or the pipe is gone. */
  readonly onEnd: () => void;
}

/** Hears single keys, without the terminal's help and echo. */
export function watchInput({ input, onKey, onEnd }: InputParts): void {
  if (!hasOwner(input)) return;
  if (input.isTTY) input.setRawMode(true);
  input.setEncoding('utf8');
  input.on('data', (text: string) => {
    for (const key of text) onKey(key);
  });
  input.once('end', onEnd);
  // A terminal whose other end has closed ends with an error.
  input.once('error', onEnd);
}

/** At the end of a file, or of /dev/null, nobody is gone: there was nobody. */
function hasOwner(input: ReadStream): boolean {
  if (input.isTTY) return true;
  try {
    const stat = fstatSync(standardInput);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}
