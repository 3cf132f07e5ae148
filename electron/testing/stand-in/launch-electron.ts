import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { until } from '../until.ts';
import type { DesktopUnderTest, LaunchOptions } from './desktop-under-test.ts';

const project = resolve(import.meta.dirname, '../../..');
const package_ = join(project, 'node_modules/electron');
const windowDeadlineMs = 30_000;
const exitDeadlineMs = 15_000;

/** The real Electron's executable, where its runtime is installed. */
export function electronExecutable(): string | undefined {
  const pathFile = join(package_, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const file = join(package_, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(file) ? file : undefined;
}

/** Starts the built app in the real Electron. */
export async function launchElectron(
  executablePath: string,
  options: LaunchOptions = {},
): Promise<DesktopUnderTest> {
  const { userData } = options;
  const folder = userData ?? mkdtempSync(join(tmpdir(), 'rigwright-user-'));
  const { args, cwd, env } = commandLine({ ...options, userData: folder });
  const app = await _electron.launch({ executablePath, args, cwd, env });
  const child = app.process();
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => log.push(text));
  }
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));

  return {
    kind: 'electron',
    pid: child.pid ?? 0,
    log,
    exited,
    pages: () => app.windows(),
    // A test that uses more than Electron has runs on the stand-in only.
    evaluate: (work, arg) => app.evaluate(work as never, arg) as never,
    async firstPage(timeoutMs = windowDeadlineMs) {
      const page = await until('a window', () => app.windows()[0], timeoutMs);
      await page.waitForLoadState();
      return page;
    },
    async [Symbol.asyncDispose]() {
      const late = setTimeout(() => child.kill('SIGKILL'), exitDeadlineMs);
      await app.evaluate(({ app: running }) => running.quit()).catch(() => undefined);
      await exited;
      clearTimeout(late);
      if (userData === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Starts the app without looking at it. @returns its exit code, null where a signal ended it */
export async function runElectron(executable: string, options: LaunchOptions) {
  const { args, cwd, env } = commandLine(options);
  const [code] = (await once(spawn(executable, args, { cwd, env, stdio: 'ignore' }), 'exit')) as [
    number | null,
  ];
  return code;
}

function commandLine({ root = project, args = [], env = {}, userData }: LaunchOptions) {
  // Chromium's sandbox does not work as root, which containers are.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const folder = userData === undefined ? [] : [`--user-data-dir=${userData}`];
  // The folder, and not the file: Electron then reads its package.json, as it does for the packaged app.
  return {
    args: [...sandbox, ...folder, root, ...args],
    cwd: root,
    env: { ...definedOnly(process.env), ...env },
  };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
