import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSocket } from '../testing/fake-socket.ts';
import { aRun, now, someInfo } from '../testing/samples.ts';
import { BrowserConnection } from './browser.ts';

type Answer = { status: number; body: unknown } | 'unreachable';

const fine: Answer = { status: 200, body: someInfo() };
const refused: Answer = {
  status: 401,
  body: { code: 'no-token', message: 'No token.', error: 'No token.', retryable: false },
};

/** A browser connection to a service that answers as `answer` says at the moment. */
function play(first: Answer = fine) {
  const stage = { answer: first, requests: [] as string[], sockets: [] as FakeSocket[] };
  const connection = new BrowserConnection({
    origin: 'http://127.0.0.1:9090',
    request: (url, init) => {
      stage.requests.push(
        [init?.method, url as string, (init?.body ?? '') as string].join(' ').trim(),
      );
      const { answer } = stage;
      if (answer === 'unreachable') return Promise.reject(new TypeError('fetch failed'));
      return Promise.resolve(Response.json(answer.body, { status: answer.status }));
    },
    makeSocket(url) {
      const socket = new FakeSocket(url);
      stage.sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
  return { connection, stage, lastSocket: () => stage.sockets.at(-1) as FakeSocket };
}

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a call', () => {
  it('goes over the route that the contract gives it', async () => {
    const { connection, stage } = play();
    stage.answer = { status: 200, body: aRun() };
    await connection.api.call('runs.pause', { runId: aRun().id, durationMs: 60_000 });
    expect(stage.requests.at(-1)).toBe('POST /api/v1/mining/runs/run-1/pause {"durationMs":60000}');
  });

  it("fails with the service's own words", async () => {
    const { connection, stage } = play();
    const message = 'The profile is running.';
    stage.answer = {
      status: 409,
      body: {
        code: 'profile-in-use',
        message,
        error: message,
        suggestion: 'Stop it first.',
        retryable: false,
      },
    };
    await expect(connection.api.call('profiles.list', {})).rejects.toMatchObject({
      code: 'profile-in-use',
      message,
      suggestion: 'Stop it first.',
    });
  });

  it('tells by its status an answer that is not of the service', async () => {
    const { connection, stage } = play();
    stage.answer = { status: 502, body: 'Bad gateway' };
    await expect(connection.api.call('profiles.list', {})).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('502') as string,
    });
  });

  it('says so where nobody answers', async () => {
    const { connection } = play('unreachable');
    await expect(connection.api.call('profiles.list', {})).rejects.toMatchObject({
      code: 'service-not-running',
      retryable: true,
    });
  });
});

describe('events', () => {
  it('are asked for by name, all names together, again whenever they change', async () => {
    const { connection, lastSocket } = play();
    await settle();
    connection.api.on('run.changed', () => undefined);
    const stop = connection.api.on('run.reading', () => undefined);
    lastSocket().accept();
    stop();
    await settle();
    expect(lastSocket().sent).toEqual([
      { subscribe: ['run.changed', 'run.reading'] },
      { subscribe: ['run.changed'] },
    ]);
  });

  it('reach those who listen, and nobody else', async () => {
    const { connection, lastSocket } = play();
    await settle();
    const heard = vi.fn<(run: unknown) => void>();
    const stop = connection.api.on('run.changed', heard);
    lastSocket().accept();
    lastSocket().announce('run.changed', aRun());
    lastSocket().announce('settings.changed', {});
    stop();
    lastSocket().announce('run.changed', aRun());
    expect(heard.mock.calls).toEqual([[aRun()]]);
  });
});

describe('the connection', () => {
  it('is there when the socket opened', async () => {
    const { connection, lastSocket } = play();
    expect(connection.state.value.kind).toBe('connecting');
    await settle();
    expect(lastSocket().url).toBe('ws://127.0.0.1:9090/api/v1/mining/events');
    lastSocket().accept();
    expect(connection.state.value.kind).toBe('connected');
  });

  it('says since when it is lost and tries again, later each time', async () => {
    const { connection, stage, lastSocket } = play();
    await settle();
    lastSocket().accept();
    await vi.advanceTimersByTimeAsync(10_000);
    stage.answer = 'unreachable';
    lastSocket().drop();
    const lost = now + 10_000;
    expect(connection.state.value).toEqual({ kind: 'offline', since: lost, retryAt: lost + 500 });
    await vi.advanceTimersByTimeAsync(500);
    expect(connection.state.value).toEqual({ kind: 'offline', since: lost, retryAt: lost + 1_500 });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(connection.state.value).toMatchObject({ since: lost });
    expect(stage.requests.length).toBeLessThan(16);
  });

  it('tells those who must load again when it is back, and asks for the events again', async () => {
    const { connection, stage, lastSocket } = play();
    await settle();
    const back = vi.fn<() => void>();
    connection.onReconnect(back);
    connection.api.on('run.changed', () => undefined);
    lastSocket().accept();
    expect(back).not.toHaveBeenCalled();
    lastSocket().drop();
    await vi.advanceTimersByTimeAsync(500);
    expect(stage.sockets).toHaveLength(2);
    lastSocket().accept();
    expect(back).toHaveBeenCalledOnce();
    expect(lastSocket().sent).toEqual([{ subscribe: ['run.changed'] }]);
  });

  it('does not wait when the person does not want to', async () => {
    const { connection, stage, lastSocket } = play();
    await settle();
    lastSocket().accept();
    lastSocket().drop();
    connection.retryNow();
    await settle();
    expect(stage.sockets).toHaveLength(2);
  });

  it('asks after a silence, and is lost since it last heard something', async () => {
    const { connection, stage, lastSocket } = play();
    await settle();
    lastSocket().accept();
    await vi.advanceTimersByTimeAsync(10_000);
    lastSocket().announce('sensors.changed', {});
    await vi.advanceTimersByTimeAsync(25_000);
    expect(connection.state.value.kind).toBe('connected');
    stage.answer = 'unreachable';
    await vi.advanceTimersByTimeAsync(25_000);
    expect(connection.state.value).toMatchObject({ kind: 'offline', since: now + 10_000 });
  });

  it('is refused without the right token, and then does not knock any more', async () => {
    const { connection, stage } = play(refused);
    await settle();
    expect(connection.state.value).toEqual({ kind: 'unauthorised' });
    const { length } = stage.requests;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stage.requests).toHaveLength(length);
    expect(stage.sockets).toHaveLength(0);
  });

  it('notices on any call that the token is no longer good', async () => {
    const { connection, stage, lastSocket } = play();
    await settle();
    lastSocket().accept();
    stage.answer = refused;
    await expect(connection.api.call('runs.list', {})).rejects.toMatchObject({ code: 'no-token' });
    expect(connection.state.value.kind).toBe('unauthorised');
  });
});
