import * as z from 'zod/mini';
import { catch as orElse } from 'zod/mini';
import { toHex } from './bridge/hex.ts';

/** What this browser remembers. */
export interface Settings {
  /** Tells this browser from others at the bridge. */
  readonly clientId: string;
  /** '': none */
  readonly worker: string;
  readonly threads: number;
  /** Percent of the time that each thread works. */
  readonly workPercent: number;
  readonly onBattery: 'pause' | 'slow' | 'carry-on';
  readonly slowWhenHidden: boolean;
  readonly keepAwake: boolean;
}

export const workPercents = { least: 10, most: 100, step: 5 } as const;
/** As pools take them behind the dot of a login. */
export const maxWorkerLength = 32;

const storageKey = 'web-miner';

/** @param threads  of the processor, as the browser tells */
export function readSettings(
  storage: Pick<Storage, 'getItem'> | null,
  threads: number,
  newId: () => string = randomId,
): Settings {
  const stored = z.object({
    clientId: orElse(z.string().check(z.regex(/^web-[0-9a-f]{8}$/)), newId),
    worker: orElse(z.string().check(z.maxLength(maxWorkerLength)), ''),
    threads: orElse(
      z.int().check(z.minimum(1), z.maximum(threads)),
      // One is left to whoever uses the device.
      Math.max(1, threads - 1),
    ),
    workPercent: orElse(
      z.int().check(z.minimum(workPercents.least), z.maximum(workPercents.most)),
      workPercents.most,
    ),
    onBattery: orElse(z.enum(['pause', 'slow', 'carry-on']), 'pause'),
    slowWhenHidden: orElse(z.boolean(), true),
    keepAwake: orElse(z.boolean(), false),
  });
  return stored.parse(readJson(storage) ?? {});
}

/** Does nothing where the browser lets the page keep nothing. */
export function writeSettings(storage: Pick<Storage, 'setItem'> | null, settings: Settings): void {
  try {
    storage?.setItem(storageKey, JSON.stringify(settings));
  } catch {
    // Full, or switched off.
  }
}

/** @returns null where the browser forbids it */
export function openStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function readJson(storage: Pick<Storage, 'getItem'> | null): object | null {
  try {
    const value: unknown = JSON.parse(storage?.getItem(storageKey) ?? 'null');
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** `crypto.randomUUID` is for pages over https only. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return `web-${toHex(bytes)}`;
}
