import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { endTree, type EndStep } from '../processes/end-tree.ts';
import { markVariable } from '../processes/process-table.ts';
import { systemProcesses } from '../processes/system-processes.ts';

export interface RunToEndOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** More output than this ends it. */
  readonly maxOutputBytes: number;
  readonly signal?: AbortSignal;
}

export interface RunEnd {
  /** Why it ended; `left`: it could not be started at all. */
  readonly ending: 'exited' | 'timeout' | 'flood' | 'cancelled' | 'left';
  readonly exitCode: number | null;
  readonly exitSignal: string | null;
  /** The end of what it printed, both streams as they came. */
  readonly output: string;
}

/** Of the output so much is kept, bytes. */
const keptBytes = 16 * 1024;
const killOnly: readonly EndStep[] = [{ signal: 'SIGKILL', waitMs: 3_000 }];

/**
 * Runs a short program to its end, at the latest to its deadline. Nothing that it started lives on,
 * not even what left its session. Never rejects.
 */
export async function runToEnd(options: RunToEndOptions): Promise<RunEnd> {
  const { file, args, cwd, timeoutMs, maxOutputBytes } = options;
  const mark = `script-${randomBytes(9).toString('base64url')}`;
  const child = spawn(file, [...args], {
    cwd,
    env: { ...options.env, [markVariable]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const { promise: ended, resolve } = Promise.withResolvers<RunEnd['ending']>();
  let kept = Buffer.alloc(0);
  let printedBytes = 0;
  const hear = (chunk: Buffer): void => {
    printedBytes += chunk.length;
    kept = Buffer.concat([kept, chunk]).subarray(-keptBytes);
    if (printedBytes > maxOutputBytes) resolve('flood');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.once('error', () => resolve('left'));
  child.once('exit', () => resolve('exited'));
  const deadline = setTimeout(() => resolve('timeout'), timeoutMs);
  const cancel = (): void => resolve('cancelled');
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted === true) cancel();
  const root = child.pid === undefined ? undefined : await systemProcesses.find(child.pid);
  const ending = await ended;
  clearTimeout(deadline);
  options.signal?.removeEventListener('abort', cancel);
  if (child.pid !== undefined) {
    child.kill('SIGKILL');
    const target = { mark, root: root ?? null, followSession: true };
    await endTree(systemProcesses, target, killOnly);
    // What it printed last may still be in the pipe; with the tree gone, the pipe ends.
    await drained(child.stdout, child.stderr);
  }
  return {
    ending,
    exitCode: ending === 'exited' ? child.exitCode : null,
    exitSignal: ending === 'exited' ? child.signalCode : null,
    output: kept.toString('utf8'),
  };
}

/** How long a pipe is waited for that somebody outside of the tree holds, ms. */
const drainMs = 500;

async function drained(...streams: readonly NodeJS.ReadableStream[]): Promise<void> {
  const ends = streams.map(
    (stream) =>
      new Promise<void>((resolve) => {
        if (!stream.readable) resolve();
        stream.once('close', () => resolve());
        stream.once('end', () => resolve());
      }),
  );
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, drainMs);
  await Promise.race([Promise.all(ends), promise]);
  clearTimeout(timer);
  for (const stream of streams) if ('destroy' in stream) (stream.destroy as () => void)();
}
