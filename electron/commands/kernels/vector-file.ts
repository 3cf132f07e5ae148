import { readLimited } from '../../platform/files/read-limited.ts';

/** Largest file of known answers that is read; the ones we have take less than one. */
const maxMegabytes = 64;

/** One line of a vector file, or why there is none. */
export interface VectorLine {
  /** The line's own id, else `line 7`, else the file itself. */
  readonly id: string;
  readonly content: { readonly value: unknown } | { readonly problem: string };
}

/** Reads a file of JSON lines; what cannot be read is a line that says so. */
export async function readVectorFile(file: string): Promise<readonly VectorLine[]> {
  const problem = (text: string): VectorLine[] => [{ id: 'file', content: { problem: text } }];
  try {
    const read = await readLimited(file, maxMegabytes * 1024 * 1024);
    if (!read) return problem('there is no such file');
    if (read.isTooLarge) return problem(`the file is larger than ${maxMegabytes} MB`);
    const lines = linesOf(read.bytes.toString('utf8'));
    return lines.length > 0 ? lines : problem('the file is empty');
  } catch (error) {
    return problem(`the file cannot be read: ${(error as Error).message}`);
  }
}

function linesOf(text: string): VectorLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readLine(line, index + 1)]));
}

function readLine(text: string, number: number): VectorLine {
  try {
    const value: unknown = JSON.parse(text);
    return { id: idOf(value) ?? `line ${number}`, content: { value } };
  } catch {
    return { id: `line ${number}`, content: { problem: 'the line is not JSON' } };
  }
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' && value.id !== '' ? value.id : undefined;
}
