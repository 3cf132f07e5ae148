import './older-browsers.ts';
import { BridgeLink } from './bridge/bridge-link.ts';
import { bridgeUrlOf, openSocket } from './bridge/open-socket.ts';
import { missingCapability } from './capabilities.ts';
import { loadKernels } from './kernel-module.ts';
import { Miner } from './miner.ts';
import { ScanTeam } from './mining/scan-team.ts';
import { startWorker } from './mining/start-worker.ts';
import { pageClock } from './page-clock.ts';
import { openPage } from './page.ts';
import type { Surroundings } from './rules/pace.ts';
import { watchPower } from './rules/power.ts';
import { openStorage, readSettings, writeSettings, type Settings } from './settings.ts';

/** Makes every part of the page and introduces them. */
const processorThreads = Math.max(1, navigator.hardwareConcurrency || 1);
const storage = openStorage();
let settings = readSettings(storage, processorThreads);
let password = '';
let around: Surroundings = { onBattery: null, hidden: document.hidden };

const page = openPage({
  processorThreads,
  settings,
  missing: missingCapability(),
  onSettings: change,
  onPassword: (typed) => (password = typed),
});

function change(changed: Partial<Settings>): void {
  settings = { ...settings, ...changed };
  writeSettings(storage, settings);
  page.useSettings(settings);
  miner?.wish(wishesOf(settings));
  if (changed.worker !== undefined) miner?.link.identify();
}

let miner: Miner | undefined;
if (missingCapability() === null) void open();

void watchPower((onBattery) => {
  page.showBattery(onBattery);
  feel({ onBattery });
});
document.addEventListener('visibilitychange', () => feel({ hidden: document.hidden }));

async function open(): Promise<void> {
  try {
    const module = await loadKernels();
    miner = openMiner(module);
    page.useMiner(miner);
  } catch (error) {
    page.showKernelFailure(error instanceof Error ? error.message : String(error));
  }
}

function openMiner(module: WebAssembly.Module): Miner {
  return new Miner({
    clock: pageClock,
    wishes: wishesOf(settings),
    around,
    onChange: () => page.changed(),
    openTeam: (listener) => new ScanTeam({ module, start: startWorker, listener }),
    openLink: (listener) =>
      new BridgeLink({
        clock: pageClock,
        listener,
        connect: (socketListener) => openSocket(bridgeUrlOf(location.href), socketListener),
        identity: () => ({ clientId: settings.clientId, worker: settings.worker, password }),
      }),
  });
}

function feel(changed: Partial<Surroundings>): void {
  around = { ...around, ...changed };
  miner?.feel(around);
  page.changed();
}

function wishesOf({ threads, workPercent, onBattery, slowWhenHidden }: Settings) {
  return {
    threads,
    workPercent,
    onBattery,
    whenHidden: slowWhenHidden ? 'slow' : 'carry-on',
  } as const;
}
