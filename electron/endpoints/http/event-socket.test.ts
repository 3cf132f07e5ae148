import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket as Client } from 'ws';
import { apiBase } from '../../contract/index.ts';
import { NoticeId } from '../../contract/values/ids.ts';
import { openTestServer, testToken, type TestServer } from './test-server.ts';

let tested: TestServer;
beforeAll(async () => {
  tested = await openTestServer(() => Promise.resolve({}));
});
afterAll(() => tested[Symbol.asyncDispose]());

const connect = (headers: Record<string, string>): Client =>
  new Client(`ws://127.0.0.1:${tested.server.port}${apiBase}/events`, { headers });

const authorized = { authorization: `Bearer ${testToken}` };
const payload = { noticeId: NoticeId.parse('n1') };

const nextMessage = (socket: Client): Promise<unknown> =>
  new Promise((resolve) => {
    socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8'))));
  });
const closed = (socket: Client): Promise<number> =>
  new Promise((resolve) => void socket.once('close', resolve));
const opened = (socket: Client): Promise<void> =>
  new Promise((resolve) => void socket.once('open', resolve));
const subscribed = async (name: 'notice.removed', wanted: boolean): Promise<void> => {
  await expect.poll(() => tested.hub.has(name)).toBe(wanted);
};

it('sends an event only to who asked for it by name', async () => {
  const socket = connect(authorized);
  await opened(socket);
  socket.send('{"subscribe": ["notice.removed"]}');
  await subscribed('notice.removed', true);

  const message = nextMessage(socket);
  tested.hub.publish('notice.removed', payload);
  expect(await message).toEqual({ event: 'notice.removed', payload });

  socket.send('{"subscribe": []}');
  await subscribed('notice.removed', false);
  socket.close();
  await closed(socket);
});

it('ends the subscriptions of a connection that closes', async () => {
  const socket = connect(authorized);
  await opened(socket);
  socket.send('{"subscribe": ["notice.removed"]}');
  await subscribed('notice.removed', true);
  socket.terminate();
  await expect.poll(() => tested.hub.has('notice.removed')).toBe(false);
});

it.each(['{"subscribe": ["no.such.event"]}', 'nonsense', '[]', '{"subscribe": "run.changed"}'])(
  'closes a connection that sends %s',
  async (text) => {
    const socket = connect(authorized);
    await opened(socket);
    socket.send(text);
    expect(await closed(socket)).toBe(1008);
  },
);

it.each([
  ['no token', {}, 401],
  ['a foreign origin', { ...authorized, origin: 'https://foreign.example' }, 403],
  ['a foreign host', { ...authorized, host: 'rebound.example' }, 421],
])('refuses a connection with %s', async (_, headers, status) => {
  const socket = connect(headers);
  const answer = await new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
  });
  expect(answer).toBe(status);
});
