import type { BridgeDialect } from '../../contract/values/bridge.ts';
import { maskLine, masks } from '../../protocols/stratum/mask-line.ts';

/** Work of spec 001 has some 20,000 characters, of which the first say what it is. */
const maxShown = 1_000;

/** Where WebSocket clients write a password. */
const webPassword = /("password"\s*:\s*)"(?:[^"\\]|\\.)*"/g;

/** A message as a person may see it: without secrets and control characters, and not too long. */
export function shownMessage(
  dialect: BridgeDialect,
  text: string,
  secrets: Iterable<string>,
): string {
  const masked = maskLine(dialect, text.trim(), secrets).replace(
    webPassword,
    `$1"${masks.password}"`,
  );
  return clipped(printable(masked));
}

/** What strangers wrote, without what could change the terminal. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?');
}

function clipped(text: string): string {
  if (text.length <= maxShown) return text;
  return `${text.slice(0, maxShown)}… (${text.length} characters)`;
}
