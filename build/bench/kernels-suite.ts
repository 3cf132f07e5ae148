import { Worker } from 'node:worker_threads';
import type { Page } from 'playwright-core';
import type { SpeedReport, SpeedTask } from '../../electron/commands/kernels/speed-messages.ts';
import { beamSamples } from '../../electron/platform/kernels/beam-samples.ts';
import type { Kernel } from '../../electron/platform/kernels/kernel.ts';
import { loadKernel, loadSolutionKernel } from '../../electron/platform/kernels/load-kernel.ts';
import {
  checksPerSecond,
  hashesPerSecond,
  verificationsPerSecond,
} from '../../electron/platform/kernels/measure-speed.ts';
import type { SolutionKernel } from '../../electron/platform/kernels/solution-kernel.ts';
import { openBrowser } from '../../electron/testing/journeys/browser.ts';
import type { KernelPage } from '../../electron/testing/kernel-page/page.ts';
import { serveKernelPage } from '../../electron/testing/kernel-page/serve-kernel-page.ts';
import { atLeast, below, figureOf, type Figure, type Suite } from './report.ts';

declare const kernelPage: KernelPage;

/** Each round measures every way once, so that drift of the machine hits all alike. */
const rounds = 7;
const windowMs = 1_000;

const speedWorker = new URL('../../electron/commands/kernels/speed-worker.ts', import.meta.url);

/** The kernels of one thread side by side: native, portable, WebAssembly in Node and in Chromium. */
export async function kernelsSuite(): Promise<Suite> {
  await using closing = new AsyncDisposableStack();
  const { url } = closing.use(await serveKernelPage());
  const browser = closing.use(await openBrowser());
  const page = await browser.newPage();
  await page.goto(url);
  return {
    name: 'kernels (one thread unless said otherwise)',
    figures: [
      ...(await miningFigures('verushash', page)),
      ...(await miningFigures('sha256d', page)),
      ...(await beamFigures(page)),
      ...(await threadFigures()),
    ],
  };
}

async function miningFigures(algorithm: Kernel['algorithm'], page: Page): Promise<Figure[]> {
  const native = await loadKernel(algorithm, { backend: 'native' });
  const portable = await loadKernel(algorithm, { backend: 'native', path: 'portable' });
  const wasm = await loadKernel(algorithm, { backend: 'wasm' });
  const rates = { native: [], portable: [], wasm: [], chromium: [] } as Record<string, number[]>;
  const checkUs = { native: [], wasm: [] } as Record<string, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    rates['native']?.push(hashesPerSecond(native, windowMs));
    rates['wasm']?.push(hashesPerSecond(wasm, windowMs));
    const inPage = await page.evaluate(([name, ms]) => kernelPage.speed(name, ms), [
      algorithm,
      windowMs,
    ] as const);
    rates['chromium']?.push(inPage.hashes);
    rates['portable']?.push(hashesPerSecond(portable, windowMs / 2));
    checkUs['native']?.push(1e6 / checksPerSecond(native, windowMs / 4));
    checkUs['wasm']?.push(1e6 / checksPerSecond(wasm, windowMs / 4));
  }
  const isVerus = algorithm === 'verushash';
  const share = (of: string): number[] =>
    (rates[of] ?? []).map((rate, round) => rate / (rates['native']?.[round] ?? Number.NaN));
  return [
    figureOf(
      `${algorithm}, ${native.path}`,
      'H/s',
      rates['native'] ?? [],
      isVerus ? atLeast(1_700_000) : undefined,
    ),
    figureOf(`${algorithm}, portable`, 'H/s', rates['portable'] ?? []),
    figureOf(`${algorithm}, ${wasm.path} in Node`, 'H/s', rates['wasm'] ?? []),
    figureOf(`${algorithm}, WebAssembly in Chromium`, 'H/s', rates['chromium'] ?? []),
    figureOf('  portable / native', '', share('portable')),
    figureOf(
      '  WebAssembly in Node / native',
      '',
      share('wasm'),
      isVerus ? atLeast(0.36) : undefined,
    ),
    figureOf(
      '  WebAssembly in Chromium / native',
      '',
      share('chromium'),
      isVerus ? atLeast(0.36) : undefined,
    ),
    figureOf('  check of a share, native', 'µs', checkUs['native'] ?? [], below(10)),
    figureOf('  check of a share, WebAssembly', 'µs', checkUs['wasm'] ?? [], below(40)),
  ];
}

async function beamFigures(page: Page): Promise<Figure[]> {
  const native = await loadSolutionKernel({ backend: 'native' });
  const wasm = await loadSolutionKernel({ backend: 'wasm' });
  const figures: Figure[] = [];
  const inPage: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    inPage.push(await page.evaluate((ms) => kernelPage.beamSpeeds(ms), windowMs / 4));
  }
  for (const [index, sample] of beamSamples.entries()) {
    const isThird = sample.generation === 3;
    const measure = (solutions: SolutionKernel): number[] =>
      Array.from(
        { length: rounds },
        () => 1e6 / verificationsPerSecond(solutions, sample, windowMs / 4),
      );
    const name = `BeamHash ${'I'.repeat(sample.generation)} verified`;
    figures.push(
      figureOf(`${name}, native`, 'µs', measure(native), isThird ? below(100) : undefined),
      figureOf(`${name}, WebAssembly`, 'µs', measure(wasm), isThird ? below(400) : undefined),
      figureOf(
        `${name}, WebAssembly in Chromium`,
        'µs',
        inPage.map((speeds) => 1e6 / (speeds[index] ?? Number.NaN)),
        isThird ? below(400) : undefined,
      ),
    );
  }
  return figures;
}

/** How the speed of mining grows with the threads. */
async function threadFigures(): Promise<Figure[]> {
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    one.push(await onThreads(1));
    two.push(await onThreads(2));
  }
  return [
    figureOf('verushash, native, 1 thread', 'H/s', one),
    figureOf('verushash, native, 2 threads', 'H/s', two),
    figureOf(
      '  2 threads / 1 thread',
      '',
      two.map((rate, round) => rate / (one[round] ?? Number.NaN)),
      atLeast(1.9),
    ),
  ];
}

/** @returns hashes a second of all threads together */
async function onThreads(count: number): Promise<number> {
  const task: SpeedTask = { algorithm: 'verushash', backend: 'native', ms: windowMs };
  const workers = Array.from(
    { length: count },
    () => new Worker(speedWorker, { workerData: task }),
  );
  const reports = (): Promise<SpeedReport[]> =>
    Promise.all(
      workers.map(
        (worker) =>
          new Promise<SpeedReport>((resolve, reject) => {
            worker.once('message', resolve);
            worker.once('error', reject);
          }),
      ),
    );
  try {
    await reports();
    const measuring = reports();
    for (const worker of workers) worker.postMessage('go', []);
    const rates = (await measuring).map((report) =>
      report.kind === 'measured' ? (report.rates[0]?.perSecond ?? 0) : 0,
    );
    return rates.reduce((sum, rate) => sum + rate, 0);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
