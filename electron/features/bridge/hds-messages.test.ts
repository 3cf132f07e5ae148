import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import { linkMaker, loadShareKernels } from '../../bridge-parts.ts';
import { beamSamples } from '../../platform/kernels/beam-samples.ts';
import { connectLine } from '../../platform/net/connect-line.ts';
import { listenLines } from '../../platform/net/listen-lines.ts';
import { listen } from '../../platform/net/listen.ts';
import { MemoryPins } from '../../platform/net/pin-store.ts';
import { testSettings } from '../../testing/bridge/test-bridge.ts';
import { openLineClient } from '../../testing/line-client.ts';
import { until } from '../../testing/until.ts';
import { RunningBridge } from './running-bridge.ts';

type Message = Readonly<Record<string, unknown>>;

// From spec 002. Its output has 100 bytes, its difficulty is that of no real block.
const exampleOutput =
  'a32a1e04ca447f895cfdd8fd1f96fe2ebdd8cd8f77e9c3010ca7231d5da5d0b0cee7ee857981389070eec196bfb4bd15439ef27dd370c4c763bdbad66d066f7cb2f06318e1a0c68c9f5aa8fe8112c479d9a227759d0f864136f265e9ffd3b276b9ba2243';
const exampleJob = {
  difficulty: 3_441_671_469,
  id: '212',
  input: '636b90cc38bc7a347f074d9ca97c3a2158330f6844f8f52075a38a15ab483223',
  jsonrpc: '2.0',
  method: 'job',
};

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

/** A node that hears what comes over its socket and says what a test wants. */
async function openNode() {
  const heard: Message[] = [];
  let socket: Socket | null = null;
  const server = createServer((connection) => {
    socket = connection;
    let rest = '';
    connection.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      heard.push(...lines.map((line) => JSON.parse(line) as Message));
    });
    connection.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.defer(async () => {
    socket?.destroy();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `stratum+tcp://127.0.0.1:${port}`,
    heard,
    say: (message: object) => void socket?.write(`${JSON.stringify(message)}\n`),
  };
}

async function openAll() {
  const node = await openNode();
  const bridge = closing.use(
    await RunningBridge.open({
      settings: {
        ...testSettings,
        dialect: 'hds',
        algorithm: 'beamhash',
        web: { ...testSettings.web, enabled: false },
        pools: [{ url: node.url, user: 'skjdb7343636gucgjdjgd', password: '' }],
      },
      kernels: await loadShareKernels('beamhash'),
      clock: systemClock,
      log: silentLog,
      pageFolder: null,
      network: {
        listen,
        listenLines,
        certificate: () => Promise.reject(new Error('this test has no certificate')),
      },
      makeLink: (pools, listener) =>
        linkMaker({
          connect: (address, waiting) =>
            connectLine(address, { ...waiting, pins: new MemoryPins() }),
          clock: systemClock,
          userAgent: 'rigwright/test',
        })('hds', pools, listener),
    }),
  );
  const address = bridge.status().tcpUrl?.replace(/^.*:\/\//, '') ?? '';
  const miner = closing.use(await openLineClient(address));
  const messages = (): Message[] => miner.lines.map((line) => JSON.parse(line) as Message);
  const find = (what: string, wanted: (message: Message) => boolean) =>
    until(what, () => messages().findLast(wanted) ?? false);
  const say = (message: object) => miner.send(`${JSON.stringify(message)}\n`);
  return { node, bridge, messages, find, say };
}

it('says and hears every message of the protocol over sockets, on both sides', async () => {
  const [, , sample] = beamSamples;
  if (!sample) throw new Error('no sample');
  const nonce = Buffer.from(sample.nonce).toString('hex');
  const output = Buffer.from(sample.solution).toString('hex');
  const { node, bridge, messages, find, say } = await openAll();

  // As a miner at the node: login, and its result with a prefix.
  await until('our login', () => node.heard.length > 0);
  expect(node.heard).toEqual([
    { api_key: 'skjdb7343636gucgjdjgd', id: 'login', jsonrpc: '2.0', method: 'login' },
  ]);
  node.say({
    code: 0,
    description: 'Login successful',
    id: 'login',
    jsonrpc: '2.0',
    nonceprefix: nonce.slice(0, 8),
    method: 'result',
  });
  node.say(exampleJob);
  await until('work', () => bridge.status().pool.state === 'working');

  // As a node towards a miner: result and job.
  say({ method: 'login', api_key: 'skjdb7343636gucgjdjgd', id: 'login', jsonrpc: '2.0' });
  expect(await find('the login', ({ id }) => id === 'login')).toMatchObject({
    method: 'result',
    code: 0,
    nonceprefix: `${nonce.slice(0, 8)}0001`,
  });
  const first = await find('the job', ({ method }) => method === 'job');
  expect(first).toMatchObject({ input: exampleJob.input, difficulty: exampleJob.difficulty });

  // The example of the specification has a solution of 100 bytes, which no node takes.
  say({
    id: first['id'],
    jsonrpc: '2.0',
    method: 'solution',
    nonce: '0bb11009afc29dbe',
    output: exampleOutput,
  });
  expect(await find('the refusal', ({ code }) => code === -32_005)).toEqual({
    code: -32_005,
    description: 'Incorrect size of solution',
    id: first['id'],
    jsonrpc: '2.0',
    method: 'result',
  });

  // A job is taken back: miners hear it at once, and solutions for it are late.
  node.say({ id: '212', jsonrpc: '2.0', method: 'cancel' });
  expect(await find('the cancel', ({ method }) => method === 'cancel')).toEqual({
    id: first['id'],
    jsonrpc: '2.0',
    method: 'cancel',
  });
  say({ id: first['id'], jsonrpc: '2.0', method: 'solution', nonce, output });
  expect(await find('too late', ({ code }) => code === 3)).toMatchObject({ id: first['id'] });
  expect(node.heard).toHaveLength(1);
  expect(bridge.status().shares.rejected).toEqual({ malformed: 1, stale: 1 });

  // The next job brings the rest of the prefix, and its real solution goes to the node.
  const prefix = nonce.slice(0, 12);
  node.say({
    ...exampleJob,
    id: '213',
    difficulty: 0,
    height: 1_067_767,
    input: Buffer.from(sample.input).toString('hex'),
    nonceprefix: prefix,
  });
  const second = await find('the next job', ({ height }) => height === 1_067_767);
  expect(second).toMatchObject({ nonceprefix: prefix });
  say({ id: second['id'], jsonrpc: '2.0', method: 'solution', nonce, output });
  await until('the solution at the node', () => node.heard.length > 1);
  expect(node.heard[1]).toEqual({ id: '213', jsonrpc: '2.0', method: 'solution', nonce, output });
  node.say({ code: 1, description: 'accepted', id: '213', jsonrpc: '2.0', method: 'result' });
  expect(await find('the consent', ({ code }) => code === 1)).toEqual({
    code: 1,
    description: 'accepted',
    id: second['id'],
    jsonrpc: '2.0',
    method: 'result',
  });
  expect(messages().filter(({ method }) => method === 'job')).toHaveLength(2);
});

it('says why the node does not let it in', async () => {
  const { node, bridge } = await openAll();
  await until('our login', () => node.heard.length > 0);
  node.say({
    code: -32_003,
    description: 'Login failed',
    id: 'login',
    jsonrpc: '2.0',
    method: 'result',
  });
  const problem = await until('the problem', () => bridge.status().problem ?? false);
  expect(problem).toContain('Login failed');
});
