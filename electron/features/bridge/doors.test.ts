import { afterEach, expect, it } from 'vitest';
import { connectLine } from '../../platform/net/connect-line.ts';
import { MemoryPins } from '../../platform/net/pin-store.ts';
import { ensureOwnCertificate } from '../../platform/net/own-certificate.ts';
import { verusJob } from '../../testing/bridge/sample-jobs.ts';
import { openTestBridge, testSettings } from '../../testing/bridge/test-bridge.ts';
import { TestWebClient } from '../../testing/bridge/web-client.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import { encodeSubscribe } from '../../protocols/stratum/mining-login.ts';

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

it('are open over TLS with the own certificate', async () => {
  const temp = closing.use(tempFolder());
  const certificate = await ensureOwnCertificate(`${temp.path}/certificate.pem`);
  const settings = {
    web: { ...testSettings.web, tls: true },
    tcp: { ...testSettings.tcp, tls: true },
  };
  const { bridge, link, webUrl, tcpAddress } = await openTestBridge({ settings, certificate });
  closing.use(bridge);
  link.announce(verusJob('a'));
  expect(bridge.status()).toMatchObject({
    webUrl: expect.stringMatching(/^https:/) as string,
    tcpUrl: expect.stringMatching(/^stratum\+ssl:/) as string,
  });
  await using client = await TestWebClient.open(webUrl, { rejectUnauthorized: false });
  await client.latest('work');
  const address = {
    transport: 'tls',
    host: '127.0.0.1',
    port: Number(tcpAddress.split(':')[1]),
  } as const;
  const pins = new MemoryPins();
  const signal = AbortSignal.timeout(5_000);
  await using miner = await connectLine(address, { pins, signal });
  expect(miner.tls?.fingerprint).toBe(certificate.fingerprint);
  miner.send(encodeSubscribe(1, 'test'));
  for await (const chunk of miner.chunks) {
    expect(Buffer.from(chunk).toString()).toContain('[null,"18000000000002"]');
    break;
  }
});

it('close one by one while the other goes on, and all in the end', async () => {
  const { bridge, link, webUrl } = await openTestBridge();
  link.announce(verusJob('a'));
  const client = closing.use(await TestWebClient.open(webUrl));
  await client.latest('work');
  const tcp = { ...testSettings.tcp, enabled: false };
  await bridge.update({ ...testSettings, tcp });
  expect(bridge.status()).toMatchObject({ tcpUrl: null, webUrl, clients: 1 });
  await bridge.update({ ...testSettings, tcp, workerNames: 'each' });
  link.announce(verusJob('b'));
  await client.latest('work', 2);
  await bridge[Symbol.asyncDispose]();
  expect(await until('the end', () => client.closed)).toEqual({ code: 1001, reason: 'stopping' });
  expect(link.isClosed).toBe(true);
});

it('let nobody in who does not read', async () => {
  const { bridge, link, webUrl } = await openTestBridge();
  closing.use(bridge);
  link.announce(verusJob('a'));
  const client = closing.use(await TestWebClient.open(webUrl));
  await client.latest('work');
  client.pause();
  for (let job = 0; job < 5_000 && bridge.status().clients > 0; job += 1) {
    link.announce(verusJob(`job ${job}`));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(bridge.status().clients).toBe(0);
});
