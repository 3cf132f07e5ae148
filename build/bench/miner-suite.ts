import { setTimeout as delay } from 'node:timers/promises';
import { openBrowser } from '../../electron/testing/journeys/browser.ts';
import { startRealService } from '../../electron/testing/journeys/real-service.ts';
import { until } from '../../electron/testing/until.ts';
import { startBareMiner } from './bare-miner.ts';
import { atLeast, figureOf, type Suite } from './report.ts';
import { tempFolder } from '../../electron/testing/temp-folder.ts';

/** Windows of each kind; each lies beside one of the other kinds, so that drift hits all alike. */
const rounds = 8;
/** A miner tells the mean of its last ten seconds: a window is that and its run-up. */
const windowMs = 11_500;
const settleMs = 3_000;

/**
 * Hashrate of the built-in miner by itself, run by the service without a page, and with the
 * dashboard open in a browser. Both miners live all the time and take turns by pause and resume.
 */
export async function minerSuite(): Promise<Suite> {
  using folder = tempFolder();
  await using service = await startRealService({ folder: folder.path });
  const { api } = service;
  const { id: profileId } = await api.call('profiles.createPractice', { algorithm: 'sha256d' });
  const { id: runId } = await api.call('runs.start', { profileId });
  await until(
    'the run to hash',
    async () => (await api.call('runs.get', { runId })).state === 'running',
  );
  await api.call('runs.pause', { runId });
  await using bare = await startBareMiner(folder.path);
  await bare.pause();
  await using browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(service.openUrl);

  const measureBare = async (): Promise<number> => {
    await bare.resume();
    await delay(windowMs);
    const hashrate = await bare.hashrate();
    await bare.pause();
    return hashrate;
  };
  const measureRun = async (): Promise<number> => {
    await api.call('runs.resume', { runId });
    await delay(windowMs);
    const { reading } = await api.call('runs.get', { runId });
    await api.call('runs.pause', { runId });
    return reading?.hashrate ?? 0;
  };

  const bareRates: number[] = [];
  const idleRatios: number[] = [];
  const pageRatios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.goto('about:blank');
    const before = await measureBare();
    const idle = await measureRun();
    await page.goto(service.url);
    // What loading costs is paid once; measured is a dashboard that stays open.
    await delay(settleMs);
    const withPage = await measureRun();
    await page.goto('about:blank');
    const after = await measureBare();
    const bareRate = (before + after) / 2;
    bareRates.push(before, after);
    idleRatios.push(idle / bareRate);
    pageRatios.push(withPage / bareRate);
  }
  return {
    name: `built-in miner, all cores, ${rounds} rounds of windows side by side`,
    figures: [
      figureOf(
        'by itself',
        'MH/s',
        bareRates.map((rate) => rate / 1e6),
      ),
      figureOf('run by the service, no page: ratio', '', idleRatios, atLeast(0.999)),
      figureOf('run by the service, dashboard open: ratio', '', pageRatios, atLeast(0.99)),
    ],
  };
}
