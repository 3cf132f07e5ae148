import { join } from 'node:path';
import type { Log, LogLevel } from '../../base/log.ts';
import { redact, redactText } from './redact.ts';
import { RotatingFile } from './rotating-file.ts';
import { SecretTexts } from './secret-texts.ts';

export interface LogOptions {
  /** Folder of the log files, which must exist. Without one nothing is written to the disk. */
  readonly folder?: string | undefined;
  /** What is less important is left out. */
  readonly level?: LogLevel;
  /** Also told to a person who watches, as one readable line without line break. */
  readonly echo?: ((line: string) => void) | undefined;
  readonly now: () => number;
  readonly maxBytes?: number;
  readonly maxFiles?: number;
}

/** The program's log and its keeper. */
export interface StructuredLog extends Log, AsyncDisposable {
  /**
   * Never writes this text again, wherever it stands.
   * @returns a function that ends this, for secrets that are no longer in use
   */
  registerSecret(secret: string): () => void;
}

/** 5 files of 5 MB hold weeks of normal work and never more than a bug report can carry. */
const defaultMaxBytes = 5_000_000;
const defaultMaxFiles = 5;
export const logFileName = 'rigwright.log';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Opens the log: one JSON object a line, without secrets, in files of limited size and number. */
export function openLog(options: LogOptions): StructuredLog {
  const {
    folder,
    level = 'info',
    maxBytes = defaultMaxBytes,
    maxFiles = defaultMaxFiles,
  } = options;
  const secrets = new SecretTexts();
  const file =
    folder === undefined
      ? undefined
      : new RotatingFile({ file: join(folder, logFileName), maxBytes, maxFiles });
  const least = order.indexOf(level);

  const write = (at: LogLevel, message: string, fields: Record<string, unknown>): void => {
    if (order.indexOf(at) < least) return;
    const time = new Date(options.now()).toISOString();
    const text = redactText(message, secrets);
    // A circle in the fields ends at the depth limit, so what comes back is always plain JSON.
    const shown = redact(fields, secrets) as Record<string, unknown>;
    file?.write(JSON.stringify({ time, level: at, message: text, ...renamed(shown) }), (lost) =>
      JSON.stringify({ time, level: 'warn', message: 'lines could not be written', lost }),
    );
    options.echo?.(readable(time, at, text, shown));
  };

  const make = (standing: Record<string, unknown>): Log => {
    const at =
      (level: LogLevel) =>
      (message: string, fields: Record<string, unknown> = {}): void => {
        try {
          write(level, message, { ...standing, ...fields });
        } catch {
          // A log must never be the reason why something fails.
        }
      };
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      with: (fields) => make({ ...standing, ...fields }),
    };
  };

  return {
    ...make({}),
    registerSecret: (secret) => secrets.register(secret),
    [Symbol.asyncDispose]: () => {
      file?.[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}

/** Fields that are called like those of every line must not replace them. */
function renamed(fields: Record<string, unknown>): Record<string, unknown> {
  const taken = ['time', 'level', 'message'];
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      taken.includes(name) ? `${name}_` : name,
      value,
    ]),
  );
}

function readable(
  time: string,
  level: LogLevel,
  message: string,
  fields: Record<string, unknown>,
): string {
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const line = [time.slice(11, 19), level.toUpperCase().padEnd(5), message, ...rest].join(' ');
  // Control characters in what others wrote must not act on the terminal.
  return line.replaceAll(/\p{Cc}+/gu, ' ');
}
