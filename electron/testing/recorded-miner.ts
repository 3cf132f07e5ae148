import { readFileSync } from 'node:fs';
import { stripAnsi } from '../protocols/miner-output/ansi.ts';
import type { LineFacts, LineReader, MinerReport } from '../protocols/miner-output/miner-report.ts';
import { unknownReport } from '../protocols/miner-output/miner-report.ts';

const recordings = new URL('../protocols/miner-output/recordings/', import.meta.url);

/** @param name  below `miner-output/recordings` */
export function recordedText(name: string): string {
  return readFileSync(new URL(name, recordings), 'utf8');
}

/** Lines of a terminal, recorded in the chunks in which they came. */
export function recordedLines(name: string): string[] {
  const chunks = recordedText(name)
    .trim()
    .split('\n')
    .map((row) => (JSON.parse(row) as { data?: string }).data ?? '');
  return chunks
    .join('')
    .split(/\r?\n/)
    .map((line) => stripAnsi(line));
}

/** The body of an answer that was recorded with its head; null where it is empty. */
export function recordedBody(name: string): unknown {
  const answer = recordedText(name);
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4).trim();
  return body === '' ? null : (JSON.parse(body) as unknown);
}

/** What a raw interface answered to a command. */
export function recordedReply(name: string, command: string): string {
  const rows = recordedText(name).trim().split('\n');
  const replies = rows.map((row) => JSON.parse(row) as { cmd: string; reply: string });
  const found = replies.find(({ cmd }) => cmd === command);
  if (!found) throw new Error(`${name} has no answer to ${command}`);
  return found.reply;
}

/** What is known after all lines, the newest on top. */
export function readAll(reader: LineReader, lines: readonly string[]): MinerReport {
  return lines.reduce<MinerReport>(
    (known, line) => ({ ...known, ...(reader(line) satisfies LineFacts) }),
    unknownReport,
  );
}
