import { AppError, errorBody } from '../base/app-error.ts';
import { UsageError } from './usage-error.ts';

/** How a command ends, as a shell sees it. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notRunning: 3 } as const;

export interface Output {
  readonly json: boolean;
  /** The command's result: as JSON where asked for, else as lines for a person. */
  result(value: unknown, lines: readonly string[]): void;
  /** One of many results that come while the command runs: a line of JSON, or one for a person. */
  event(value: unknown, line: string): void;
  /** Something on the way, for a person only; never part of the result. */
  note(text: string): void;
}

export function terminalOutput(json: boolean): Output {
  return {
    json,
    result: (value, lines) => {
      process.stdout.write(json ? `${JSON.stringify(value, undefined, 2)}\n` : withNewline(lines));
    },
    event: (value, line) => void process.stdout.write(`${json ? JSON.stringify(value) : line}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
  };
}

const withNewline = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Tells a failure, on stdout where JSON was asked for. @returns the exit code */
export function tellFailure(error: unknown, json: boolean): number {
  const body = errorBody(error);
  if (json) process.stdout.write(`${JSON.stringify(body, undefined, 2)}\n`);
  else process.stderr.write(`${[body.message, body.suggestion].filter(Boolean).join(' ')}\n`);
  if (error instanceof Error && !(error instanceof AppError)) {
    process.stderr.write(`${error.stack}\n`);
  }
  if (error instanceof UsageError) return exitCodes.usage;
  return body.code === 'service-not-running' ? exitCodes.notRunning : exitCodes.failed;
}

/** Text in columns, each as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
