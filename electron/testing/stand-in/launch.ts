import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { until } from '../until.ts';
import type { DesktopUnderTest, LaunchOptions } from './desktop-under-test.ts';
import { startMainProcess, type MainProcess } from './main-process.ts';

const project = resolve(import.meta.dirname, '../../..');
const windowDeadlineMs = 15_000;
/** An app that is told to quit has this long; miners have to stop first. */
const exitDeadlineMs = 15_000;

/** Starts the built app under the stand-in; Playwright drives its windows. */
export async function launch(options: LaunchOptions = {}): Promise<DesktopUnderTest> {
  const { userData } = options;
  const folder = userData ?? mkdtempSync(join(tmpdir(), 'rigwright-user-'));
  await using starting = new AsyncDisposableStack();
  starting.defer(() => {
    // Where the app was killed, Chromium may still be writing.
    if (userData === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const app = start({ ...options, userData: folder });
  starting.defer(() => quit(app));
  const browser = await chromium.connectOverCDP(String(await app.ask({ type: 'endpoint' })));
  starting.defer(() => browser.close());
  const pages = (): Page[] =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((page) => page.url() !== 'about:blank');

  const kept = starting.move();
  return {
    kind: 'stand-in',
    pid: app.pid,
    log: app.log,
    exited: app.exited,
    pages,
    // The function's result comes back as JSON, as its type says.
    evaluate: (work, arg) =>
      app.ask({ type: 'evaluate', source: work.toString(), arg }) as ReturnType<
        typeof work
      > as never,
    async firstPage(timeoutMs = windowDeadlineMs) {
      const page = await until('a window', () => pages()[0], timeoutMs).catch((error: unknown) => {
        throw new Error(app.log.join(''), { cause: error });
      });
      await page.waitForLoadState();
      return page;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function quit(app: MainProcess): Promise<void> {
  const late = setTimeout(() => app.kill(), exitDeadlineMs);
  const source = 'electron => electron.app.quit()';
  // One that has ended already cannot answer.
  await app.ask({ type: 'evaluate', source, arg: undefined }).catch(() => undefined);
  await app.exited;
  clearTimeout(late);
}

/** Starts the app without looking at it. @returns its exit code, null where a signal ended it */
export async function run(options: LaunchOptions): Promise<number | null> {
  return start(options).exited;
}

function start({
  root = project,
  main = 'out/main/main.js',
  args = [],
  env,
  userData,
}: LaunchOptions) {
  const standIn = {
    STANDIN_APP_ROOT: root,
    ...(userData !== undefined && { STANDIN_USER_DATA: userData }),
  };
  return startMainProcess({ root, main, args, env: { ...process.env, ...standIn, ...env } });
}
