import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { help, readFlags } from './flags.ts';
import type { Flags } from './flags.ts';
import { serveSummary, xmrigSummary } from './summary-api.ts';
import { serveText, type TextFigures } from './text-api.ts';

/** Letters only: a terminal passes them as they are. */
const text = Buffer.from('abcdefghijklmnopqrstuvwxyz'.repeat(2521)).subarray(0, 65_521);

const startedAt = performance.now();
const uptimeMs = (): number => performance.now() - startedAt;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const flags = readFlags(process.argv.slice(2));
if (flags.help) print(help);
else await behave(flags);

async function behave(flags: Flags): Promise<void> {
  handleSignals(flags);
  if (flags.child) await startChild({ detached: false });
  if (flags.detachedChild) await startChild({ detached: true });
  if (flags.echo) echoKeys();
  if (flags.apiPort !== undefined) await startApi(flags, flags.apiPort);
  if (flags.burstBytes !== undefined) {
    burst(flags.burstBytes);
    process.exit(flags.exitCode);
  }
  print(`ready ${process.pid}`);
  if (flags.exitMs !== undefined) setTimeout(() => process.exit(flags.exitCode), flags.exitMs);
  if (flags.crashMs !== undefined) {
    setTimeout(() => process.kill(process.pid, flags.crashSignal), flags.crashMs);
  }
  for (const { atMs, text } of flags.lines) setTimeout(() => print(text), atMs);
  if (flags.speedMs !== undefined) setInterval(() => printSpeed(flags.hashrate), flags.speedMs);
  if (flags.floodBytesPerSecond !== undefined) flood(flags.floodBytesPerSecond);
  // A miner lives until it is ended.
  setInterval(() => undefined, 60_000);
}

function handleSignals({ ignored, onInterrupt }: Flags): void {
  // Without its terminal it goes on, as the worst of miners do.
  process.stdout.on('error', () => undefined);
  for (const signal of ignored) process.on(signal, () => print(`ignored ${signal}`));
  if (!ignored.includes('SIGINT')) {
    process.on('SIGINT', () => {
      print('signal SIGINT received, exiting');
      if (onInterrupt === 'abort') process.abort();
      process.exit(onInterrupt === 'exit7' ? 7 : 0);
    });
  }
  if (!ignored.includes('SIGTERM')) {
    process.on('SIGTERM', () => {
      print('signal SIGTERM received, exiting');
      process.exit(0);
    });
  }
}

async function startChild({ detached }: { detached: boolean }): Promise<void> {
  const entry = fileURLToPath(new URL('./stubborn-child.ts', import.meta.url));
  const child = fork(entry, [], { detached, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  child.disconnect();
  child.unref();
  print(`child ${child.pid}`);
}

function echoKeys(): void {
  process.stdin.setRawMode?.(true);
  process.stdin.on('data', (keys: Buffer) => {
    for (const key of keys.toString()) {
      print(`key ${JSON.stringify(key)}`);
      // Raw mode takes Ctrl+C from the terminal, so it is heard here.
      if (key === '\x03') process.exit(128 + constants.signals.SIGINT);
    }
  });
}

async function startApi(flags: Flags, port: number): Promise<void> {
  const figures = (): TextFigures | undefined => {
    const fault = uptimeMs() >= flags.apiFaultMs ? flags.apiFault : undefined;
    if (fault === 'silent') return undefined;
    const hashrate = fault === 'zero' ? 0 : fault === 'null' ? null : flags.hashrate;
    return { hashrate, uptimeSeconds: (uptimeMs() + flags.apiUptimeMs) / 1000 };
  };
  const summary = (): unknown => {
    const told = figures();
    return told && xmrigSummary(told.hashrate, told.uptimeSeconds);
  };
  const taken =
    flags.api === 'xmrig'
      ? await serveSummary({ port, token: flags.apiToken, summary })
      : await serveText({ port, kind: flags.api, figures });
  print(`api ${taken}`);
}

function printSpeed(hashrate: number): void {
  const rate = hashrate.toFixed(1);
  print(
    `[${new Date().toISOString()}]  miner    speed 10s/60s/15m ${rate} n/a n/a H/s max ${rate} H/s`,
  );
}

/** The bytes are those of the repeated `text`; its prime length shows any that is lost or doubled. */
function burst(bytes: number): void {
  for (let left = bytes; left > 0; left -= text.length) {
    process.stdout.write(text.subarray(0, Math.min(left, text.length)));
  }
}

function flood(bytesPerSecond: number): void {
  const line = Buffer.from(`${'x'.repeat(99)}\n`);
  let written = 0;
  setInterval(() => {
    const due = (uptimeMs() / 1000) * bytesPerSecond;
    while (written < due) {
      process.stdout.write(line);
      written += line.length;
    }
  }, 10);
}
