import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findBrowser } from '../../../../build/scripts/browser.mjs';
import { environment } from '../environment.ts';
import { DevTools } from './devtools.ts';

const startDeadlineMs = 20_000;
/** How long Chromium may take to end by itself. */
const closeDeadlineMs = 2_000;

const flags = [
  // Only pages of ours are shown, and a container's root cannot have Chromium's sandbox.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  '--no-first-run',
  '--no-default-browser-check',
  '--mute-audio',
  '--remote-debugging-port=0',
  // Nobody reads the pipe: Chromium ends when its other end closes, so it never outlives us, not
  // even when we are killed.
  '--remote-debugging-pipe',
];

export interface Chromium {
  readonly devTools: DevTools;
  /** Where a test's Playwright connects. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Starts the system's Chromium with a profile of its own, gone at the end. */
export async function startChromium(): Promise<Chromium> {
  const { file, advice } = findBrowser();
  if (file === undefined) throw new Error(`the stand-in for Electron needs a browser: ${advice}`);
  const profile = mkdtempSync(join(environment.userData ?? tmpdir(), 'rigwright-chromium-'));
  const headless = environment.headed ? [] : ['--headless=new', '--hide-scrollbars'];
  const child = spawn(file, [...flags, ...headless, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own, so that all its processes can be ended at once.
    detached: process.platform !== 'win32',
  });
  const kill = (): void => {
    process.off('exit', kill);
    killGroup(child);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on('exit', kill);
  const { port, path } = await devToolsAddress(child, join(profile, 'DevToolsActivePort'));
  const devTools = await DevTools.connect(`ws://127.0.0.1:${port}${path}`);
  return {
    devTools,
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
      devTools.send('Browser.close').catch(() => undefined);
      await Promise.race([ended, delay(closeDeadlineMs)]);
      kill();
    },
  };
}

/** Chromium writes the port it found into its profile. */
async function devToolsAddress(child: ChildProcess, file: string) {
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4_000);
  });
  const end = performance.now() + startDeadlineMs;
  while (performance.now() < end && child.exitCode === null) {
    const [port, path] = readIfThere(file).trim().split('\n');
    if (port && path) return { port, path };
    await delay(25);
  }
  throw new Error(`Chromium did not start: ${complaint}`);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
