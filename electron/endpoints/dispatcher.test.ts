import { describe, expect, it } from 'vitest';
import { AppError, errorBody } from '../base/app-error.ts';
import { silentLog, type Log } from '../base/log.ts';
import { operations, type Handlers } from '../contract/index.ts';
import { createDispatcher } from './dispatcher.ts';
import type { Caller } from './dispatch-types.ts';

const owner: Caller = { door: 'window', permission: 'configure' };

class BrokenDiskError extends AppError {
  readonly code = 'storage-failed';
  readonly userMessage = 'The disk is broken.';
}

/** Every handler refuses, but for those given. */
const handlersWith = (given: Partial<Handlers>): Handlers => {
  const refuse = (): never => {
    throw new BrokenDiskError('expected');
  };
  const all = Object.fromEntries(Object.keys(operations).map((name) => [name, refuse]));
  return { ...all, ...given } as unknown as Handlers;
};

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => errorBody(error).code,
  );

describe('the dispatcher', () => {
  it('gives the handler a checked input with its defaults and the caller the answer', async () => {
    const inputs: unknown[] = [];
    const dispatch = createDispatcher(
      handlersWith({
        'history.journal': (input) => {
          inputs.push(input);
          return [];
        },
      }),
      silentLog,
    );
    expect(await dispatch('history.journal', undefined, owner)).toEqual([]);
    expect(inputs).toEqual([{ limit: 50 }]);
  });

  it('lets nothing out that the contract does not name', async () => {
    const leaky = { theme: 'dark', password: 'hunter2' };
    const handlers = handlersWith({ 'settings.get': () => leaky as never });
    const answer = await createDispatcher(handlers, silentLog)('settings.get', {}, owner);
    expect(answer).toMatchObject({ theme: 'dark' });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it.each([
    ['no.such', {}, 'no-such-operation'],
    ['constructor', {}, 'no-such-operation'],
    ['__proto__', {}, 'no-such-operation'],
    ['runs.get', {}, 'invalid-input'],
    ['runs.get', { runId: '../../etc' }, 'invalid-input'],
    ['runs.get', [], 'invalid-input'],
    ['runs.get', 'text', 'invalid-input'],
    ['settings.update', { theme: 'pink' }, 'invalid-input'],
    ['settings.update', { apiToken: 'x' }, 'invalid-input'],
    ['runs.get', { runId: 'r1' }, 'storage-failed'],
  ])('answers %s with %j by %s', async (name, input, code) => {
    const dispatch = createDispatcher(handlersWith({}), silentLog);
    expect(await codeOf(dispatch(name, input, owner))).toBe(code);
  });

  it('names the field that does not fit and says why', async () => {
    const dispatch = createDispatcher(handlersWith({}), silentLog);
    const error = await dispatch('runs.log', { runId: 'r1', limit: 0 }, owner).catch(errorBody);
    expect(error).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('“limit” is not right') as string,
      details: [{ path: 'limit' }],
    });
  });

  it.each([
    ['view', 'runs.list', 'storage-failed'],
    ['view', 'runs.stop', 'not-permitted'],
    ['control', 'runs.stop', 'storage-failed'],
    ['control', 'settings.update', 'not-permitted'],
    ['configure', 'settings.update', 'storage-failed'],
  ] as const)('with the permission %s answers %s by %s', async (permission, name, code) => {
    const dispatch = createDispatcher(handlersWith({}), silentLog);
    const input = { runId: 'r1', theme: undefined };
    const { runId, ...rest } = input;
    const fitting = name === 'runs.stop' ? { runId } : rest;
    expect(await codeOf(dispatch(name, fitting, { door: 'peer', permission }))).toBe(code);
  });

  it('logs a bug in full and tells the caller nothing of it', async () => {
    const logged: unknown[] = [];
    const log: Log = { ...silentLog, error: (_, fields) => logged.push(fields?.['error']) };
    const bug = new TypeError('secret inner text');
    const handlers = handlersWith({
      'runs.list': () => {
        throw bug;
      },
    });
    const body = await createDispatcher(handlers, log)('runs.list', {}, owner).catch(errorBody);
    expect(logged).toEqual([bug]);
    expect(body).toMatchObject({ code: 'internal', retryable: false });
    expect(JSON.stringify(body)).not.toContain('secret inner text');
  });
});
