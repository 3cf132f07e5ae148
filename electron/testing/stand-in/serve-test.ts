import { runInThisContext } from 'node:vm';
import { sharedChromium } from './chromium/shared-chromium.ts';
import { app } from './module/app.ts';
import type { TestAnswer, TestRequest } from './test-messages.ts';

/** Answers the test that started this process, where one did; the app ends with it. */
export function serveTest(electron: object): void {
  if (!process.send) return;
  process.on('message', (request: TestRequest) => {
    void answer(request, electron).then((message) => process.send?.(message));
  });
  process.on('disconnect', () => app.exit(0));
}

async function answer(request: TestRequest, electron: object): Promise<TestAnswer> {
  const { id } = request;
  try {
    return { id, ok: true, value: await result(request, electron) };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { id, ok: false, error: text };
  }
}

async function result(request: TestRequest, electron: object): Promise<unknown> {
  if (request.type === 'endpoint') return (await sharedChromium()).endpoint;
  // The test's own function: like Playwright's evaluate, it runs where the app runs.
  const evaluate = runInThisContext(`(${request.source})`) as (
    electron: object,
    arg: unknown,
  ) => unknown;
  return await evaluate(electron, request.arg);
}
