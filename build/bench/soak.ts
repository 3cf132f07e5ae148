// `npm run soak [-- --minutes N --clients N]`: a bridge with many clients whose pool is restarted again
// and again. Fails where a share is lost or memory grows.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadKernel } from '../../electron/platform/kernels/load-kernel.ts';
import { startLoad } from '../../electron/testing/bridge/load.ts';
import { compareBooks, ShareLedger } from '../../electron/testing/bridge/share-ledger.ts';
import { startHostilePool } from '../../electron/testing/practice-pool/hostile-pool.ts';
import { startRemote } from './bridge/remote.ts';
import { lineFit, type Sample } from './soak/line-fit.ts';
import type { SoakedBridgeProcess } from './soak/soaked-bridge-process.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    clients: { type: 'string', default: '200' },
  },
});
const minutes = Number(values.minutes);
const clients = Number(values.clients);
if (!(minutes >= 1) || !Number.isInteger(clients) || clients < 2) {
  console.error('--minutes takes a number of 1 or more, --clients a whole one of 2 or more.');
  process.exit(2);
}

const minuteMs = 60_000;
/** As often as a busy network has them, so that all tables are full after a minute. */
const jobIntervalMs = 2_000;
/** A share of each client in so many ms. */
const everyMs = 2_000;
const restartEveryMs = 15_000;
/** The pool is away for as long at most, ms. */
const longestDownMs = 3_000;
/** Tables fill, and code is compiled. */
const warmUpMs = Math.min(5 * minuteMs, (minutes * minuteMs) / 3);
const samples = 40;
/** Less is no growth: what is on its way differs from sample to sample. */
const leastGrowth = 2 * 1024 * 1024;

await using pool = await startHostilePool({
  dialect: 'verus',
  kernel: await loadKernel('verushash'),
  difficulty: 1e-6,
  jobIntervalMs,
  messagesPerSecond: 1_000_000,
});
const file = new URL('./soak/soaked-bridge-process.ts', import.meta.url);
await using bridge = startRemote<SoakedBridgeProcess>(file);
const opened = await bridge.call('open', pool.address);
const ledger = new ShareLedger();
const web = Math.ceil(clients / 2);
using load = await startLoad({
  bridge: { status: () => opened },
  ledger,
  web,
  tcp: clients - web,
  everyMs,
});

const startedAt = performance.now();
const elapsed = (): number => performance.now() - startedAt;
const end = minutes * minuteMs;
let restarts = 0;
let gone = 0;
const heap: Sample[] = [];

const churn = setInterval(() => load.replaceOne(), 1_000);
const restarting = (async () => {
  // The last one is over before the books are compared.
  while (elapsed() < end - restartEveryMs) {
    await delay(restartEveryMs);
    const downMs = longestDownMs * Math.random();
    await pool.kill();
    await delay(downMs);
    // Now and then a block is found meanwhile.
    if (restarts % 3 === 2) pool.pool.nextJob(true);
    await pool.revive();
    restarts += 1;
  }
})();
const samplePauseMs = (end - warmUpMs) / samples;
await delay(warmUpMs);
while (elapsed() < end) {
  const { heap: bytes, resident } = await bridge.call('cost');
  heap.push({ x: elapsed() / minuteMs, y: bytes });
  const { sent, open, reasons } = ledger;
  console.error(
    `${(elapsed() / minuteMs).toFixed(1)} min: heap ${megabytes(bytes)}, resident ${megabytes(resident)}, ${restarts} restarts, ${sent} shares, ${open} open, refused ${JSON.stringify(reasons)}`,
  );
  await delay(Math.min(samplePauseMs, Math.max(0, end - elapsed())));
}
await restarting;
clearInterval(churn);
gone = load.clients.filter(({ closed }) => closed !== null).length;
await load.stop().catch((error: unknown) => console.error(String(error)));

const { slope, deviation } = lineFit(heap);
const [first, last] = [heap[0]?.x ?? 0, heap.at(-1)?.x ?? 0];
const growth = slope * (last - first);
const { accepted, refused, sent, open, strayAnswers, reasons, slowestMs } = ledger;
const books = compareBooks(ledger, pool.accepted);
const status = await bridge.call('status');
const unexpected = Object.keys(reasons).filter((why) => why !== 'stale' && why !== 'pool-lost');
const failures = [
  [open > 0, `${open} shares were never answered`],
  [strayAnswers > 0, `${strayAnswers} answers to nothing`],
  [accepted.size + refused.size + open !== sent, 'shares and answers do not add up'],
  [books.neverTaken.length > 0, `${books.neverTaken.length} were called accepted and never taken`],
  [books.takenButRefused.length > 0, `${books.takenButRefused.length} were taken and refused`],
  [books.fromNobody.length > 0, `${books.fromNobody.length} were taken and sent by nobody`],
  [unexpected.length > 0, `refused for ${unexpected.join(', ')}`],
  [gone > 0, `${gone} clients were sent away`],
  [growth > Math.max(leastGrowth, 3 * deviation), `memory grew by ${megabytes(growth)}`],
] as const;

console.log(
  [
    `${minutes} minutes, ${clients} clients, ${restarts} restarts of the pool (${status.pool.reconnects} reconnects)`,
    `shares: ${sent} sent, ${sent - open} answered (the slowest after ${(slowestMs / 1_000).toFixed(1)} s), ${accepted.size} accepted, refused ${JSON.stringify(reasons)}`,
    `the pool took ${pool.accepted.size}, each once; ${pool.stats().byReason.duplicate} came again and were known`,
    `heap: ${(slope / 1024).toFixed(1)} kB a minute over ${(last - first).toFixed(1)} minutes, ${megabytes(heap.at(-1)?.y ?? 0)} at the end, samples ± ${megabytes(deviation)}`,
  ].join('\n'),
);
const failed = failures.filter(([isFailure]) => isFailure).map(([, text]) => text);
console.log(failed.length === 0 ? 'Nothing was lost, and nothing grew.' : failed.join('\n'));
process.exitCode = failed.length === 0 ? 0 : 1;

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(2)} MB`;
}
