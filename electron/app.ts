import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from './base/clock.ts';
import { EventHub } from './base/event-hub.ts';
import type { Log } from './base/log.ts';
import type { Notify } from './base/notify.ts';
import { builtinCoins } from './builtin-coins.ts';
import { computerChecks, databaseCheck, terminalCheck, webAppCheck } from './checks.ts';
import type { Api, Handlers } from './contract/index.ts';
import type { MinerId } from './contract/values/ids.ts';
import type { Miner } from './contract/values/miner.ts';
import type { Dispatch } from './endpoints/dispatch-types.ts';
import { createDispatcher } from './endpoints/dispatcher.ts';
import { BridgeHistory } from './features/bridge/history/bridge-history.ts';
import { bridgeHandlers } from './features/bridge/keeper/bridge-handlers.ts';
import { coinHandlers } from './features/coins/coin-handlers.ts';
import { Coins } from './features/coins/coins.ts';
import { doctorHandlers } from './features/doctor/doctor.ts';
import { historyHandlers } from './features/history/handlers.ts';
import { History } from './features/history/history.ts';
import { builtinDriver } from './features/miners/builtin-driver.ts';
import { minerHandlers } from './features/miners/miner-handlers.ts';
import type { Driver } from './features/miners/ports.ts';
import { packageHandlers } from './features/packages/package-handlers.ts';
import { noticeHandlers } from './features/notices/handlers.ts';
import { NoticeBoard } from './features/notices/notice-board.ts';
import { callMinerApi } from './features/runs/miner-api.ts';
import { runHandlers } from './features/runs/run-handlers.ts';
import { Runs } from './features/runs/runs.ts';
import { settingsHandlers } from './features/settings/handlers.ts';
import { SettingsKeeper } from './features/settings/settings-keeper.ts';
import { sensorHandlers } from './features/telemetry/sensor-handlers.ts';
import { SensorPoller } from './features/telemetry/sensor-poller.ts';
import { Telemetry } from './features/telemetry/telemetry.ts';
import { openBridges } from './open-bridges.ts';
import { openMiners } from './open-miners.ts';
import { openPackages } from './open-packages.ts';
import { openProfiles, startScheduler } from './open-profiles.ts';
import { migrations } from './platform/database/migrations.ts';
import { openDatabaseOrMemory } from './platform/database/open-database-or-memory.ts';
import { createDataFolder } from './platform/files/data-folder.ts';
import { DiskJsonFile } from './platform/files/disk-json-file.ts';
import { lockDataFolder } from './platform/files/lock-data-folder.ts';
import { openLog } from './platform/log/structured-log.ts';
import { ownsPort } from './platform/processes/port-owner.ts';
import { endOrphans } from './platform/pty/end-orphans.ts';
import { PtyHostClient } from './platform/pty/pty-host-client.ts';
import { openSecretBox } from './platform/secrets/open-secret-box.ts';
import type { SafeStorage } from './platform/secrets/safe-storage-box.ts';
import { SecretStore } from './platform/secrets/secret-store.ts';
import { MachineSensors } from './platform/sensors/machine-sensors.ts';
import { PracticePoolKeeper } from './practice-pool-keeper.ts';
import { resumeRuns } from './resume-runs.ts';
import { systemInfo } from './system-info.ts';

export interface AppEntries {
  /** File of the pty host's entry. */
  readonly ptyHost: string;
  /** File of the built-in miner's entry. */
  readonly builtinMiner: string;
}

/** It names every file of every installed version; usually some hundred kilobytes. */
const mostMinersBytes = 64 * 1024 * 1024;

export interface AppOptions {
  readonly host: 'desktop' | 'headless';
  /** Data folder; made where there is none. */
  readonly folder: string;
  readonly entries: AppEntries;
  readonly version: string;
  /** Whether runs that were set to resume are started again. */
  readonly resume: boolean;
  /** Folder of the built web app, where one is served. */
  readonly webRoot?: string;
  /** The desktop's keyring; headless there is none. */
  readonly safeStorage?: SafeStorage;
  /** Miners besides those of the catalogue. */
  readonly drivers?: readonly Driver[];
  /** Another catalogue than the one that came with the program. */
  readonly catalogueFolder?: string;
  /** Also shows what is logged to a person who watches. */
  readonly echo?: (line: string) => void;
}

/** The whole program without a door. Disposing of it stops every miner first. */
export interface App extends AsyncDisposable {
  readonly dispatch: Dispatch;
  readonly hub: EventHub;
  /** The program as its own window sees it. */
  readonly api: Api;
  readonly settings: Pick<SettingsKeeper, 'current'>;
  readonly notify: Notify;
  readonly log: Log;
  /** Epoch ms. */
  readonly startedAt: number;
  /** Keeps a text out of every log line from now on. */
  hideSecret(secret: string): void;
}

/**
 * Makes every part, introduces them to each other and starts them.
 *
 * @throws {AppError} where the data folder is in use, or cannot be used at all
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { folder, entries, version } = options;
  const clock = systemClock;
  const now = (): number => clock.now();
  const startedAt = now();
  const at = (name: string): string => join(folder, name);
  await using starting = new AsyncDisposableStack();

  await createDataFolder(folder);
  starting.use(await lockDataFolder(folder));
  await mkdir(at('logs'), { recursive: true });
  const log = starting.use(openLog({ folder: at('logs'), now, echo: options.echo }));
  const hub = new EventHub((error) => log.error('a listener failed', { error }));
  const { publish } = hub;
  const notices = new NoticeBoard({ publish, now });
  const notify: Notify = (notice) => {
    log.warn('notice', { text: notice.text });
    notices.add(notice);
  };
  const file = (name: string, maxBytes?: number): DiskJsonFile =>
    new DiskJsonFile({ file: at(name), notify, now, ...(maxBytes !== undefined && { maxBytes }) });

  const settings = await SettingsKeeper.open({ file: file('settings.json'), publish, notify });
  const box = await openSecretBox({ keyFile: file('key.json'), safeStorage: options.safeStorage });
  const secrets = await SecretStore.open({ file: file('secrets.json'), box });
  const sql = starting.use(
    openDatabaseOrMemory({ file: at('rigwright.db'), migrations, log, notify, now }),
  );

  for (const { pid, executable } of await endOrphans(at('live-processes.json'), log)) {
    const text = `A miner left over from the last time was ended (${executable ?? 'unknown program'}, process ${pid}).`;
    notify({ severity: 'info', text, suggestion: null });
  }
  const ptyHost = starting.use(
    new PtyHostClient({ entry: entries.ptyHost, liveFile: at('live-processes.json'), log, clock }),
  );
  const practicePool = starting.use(new PracticePoolKeeper(log));
  const isMinerRunning = (minerId: MinerId): boolean => runs.isMinerRunning(minerId);
  const packages = starting.use(
    await openPackages({
      file: file('packages.json'),
      folder: at('packages'),
      isRunning: isMinerRunning,
      hub,
      notify,
      clock,
      log,
    }),
  );
  const miners = await openMiners({
    files: { miners: file('miners.json', mostMinersBytes), catalogue: file('catalogue.json') },
    folder: at('miners'),
    catalogueFolder: options.catalogueFolder,
    version,
    isRunning: isMinerRunning,
    changed: () => minersChanged(),
    hub,
    notify,
    clock,
    log,
  });
  starting.use(miners.installs);
  const drivers = (): readonly Driver[] => [
    builtinDriver({ file: process.execPath, entry: entries.builtinMiner, version }),
    ...packages.drivers(),
    ...miners.drivers(),
    ...(options.drivers ?? []),
  ];
  const allMiners = (): Miner[] => drivers().map(({ miner }) => miner);
  const minersChanged = (): void => publish('miners.changed', allMiners());
  starting.defer(hub.on('packages.changed', minersChanged));

  const telemetry = new Telemetry({
    events: hub,
    clock,
    record: (samples) => history.sampled(samples),
  });
  const history = starting.use(
    new History({
      sql,
      publish,
      clock,
      retention: () => settings.current(),
      recent: telemetry,
      notify,
      log,
    }),
  );
  // After history, so that it is closed first and its last samples still go there.
  starting.use(telemetry);
  const coins = await Coins.open({
    file: file('coins.json'),
    builtin: builtinCoins(),
    usedBy: (coinId) =>
      profiles.list().flatMap((profile) => (profile.coinId === coinId ? [profile.name] : [])),
    publish,
    notify,
  });
  const { profiles, handlers: profileHandlers } = await openProfiles({
    file: file('profiles.json'),
    secrets,
    publish,
    notify,
    now,
    miners: allMiners,
    coins: () => coins.list(),
    isRunning: (profileId) =>
      runs.list().some((run) => run.profileId === profileId && run.endedAt === null),
    log,
  });
  starting.defer(
    hub.on('profiles.changed', (all) => {
      const { selectedProfileId } = settings.current();
      if (selectedProfileId === null || all.some(({ id }) => id === selectedProfileId)) return;
      settings.update({ selectedProfileId: null }).catch((error: unknown) => {
        log.warn('the selected profile could not be reset', { error });
      });
    }),
  );
  const runs = await Runs.open({
    pty: ptyHost,
    recorder: history,
    publish,
    hasListener: (name) => hub.has(name),
    clock,
    log,
    callApi: callMinerApi,
    ownsPort,
    random: Math.random,
    drivers,
    startable(profileId) {
      const profile = profiles.startable(profileId);
      for (const { password } of profile.pools) log.registerSecret(password);
      // Who is paid is nobody's business who is sent the log.
      log.registerSecret(profile.wallet);
      return profile;
    },
    resolvePool: (url, algorithm) => practicePool.resolve(url, algorithm),
    folder: at('runs'),
  });
  starting.defer(() => runs.stopAll('shutdown'));
  const sensors = starting.use(
    new SensorPoller({ events: hub, clock, sensors: new MachineSensors({ clock }), log }),
  );

  const bridgeHistory = starting.use(
    new BridgeHistory({
      sql,
      clock,
      retentionDays: () => settings.current().minuteRetentionDays,
      log,
    }),
  );
  const { bridges, poolHandlers } = await openBridges({
    files: { bridges: file('bridges.json'), pins: file('pool-certificates.json') },
    certificateFile: at('bridge-certificate.pem'),
    secrets,
    history: bridgeHistory,
    practicePool,
    version,
    webRoot: options.webRoot,
    hub,
    notify,
    clock,
    hideSecret: (secret) => void log.registerSecret(secret),
    log,
  });
  starting.use(bridges);

  const checks = [
    ...computerChecks(folder),
    databaseCheck(sql),
    terminalCheck(ptyHost, folder),
    ...(options.webRoot === undefined ? [] : [webAppCheck(options.webRoot)]),
  ];
  const handlers: Handlers = {
    ...settingsHandlers(settings),
    ...noticeHandlers(notices),
    ...coinHandlers(coins),
    ...profileHandlers,
    ...minerHandlers({
      drivers,
      installs: miners.installs,
      catalogue: miners.catalogue,
      mirror: () => settings.current().releaseMirror,
      changed: minersChanged,
    }),
    ...packageHandlers(packages),
    ...runHandlers(runs),
    ...historyHandlers(history),
    ...sensorHandlers(sensors),
    ...bridgeHandlers({ bridges, history: bridgeHistory }),
    ...poolHandlers,
    ...doctorHandlers(checks),
    'system.info': () =>
      systemInfo({
        host: options.host,
        version,
        startedAt,
        folder,
        practicePools: practicePool.running,
      }),
  };
  const dispatch = createDispatcher(handlers, log);

  await bridges.autostart();
  await resumeRuns({ history, profiles, runs, notify, now: now(), isWanted: options.resume });
  if (options.resume) {
    starting.use(await startScheduler({ profiles, runs, history, hub, clock, notify, log }));
  }
  const kept = starting.move();
  return {
    dispatch,
    hub,
    api: {
      call: (name, input) =>
        dispatch(name, input, { door: 'window', permission: 'configure' }) as Promise<never>,
      on: (name, listener) => hub.on(name, listener),
    },
    settings,
    notify,
    log,
    startedAt,
    hideSecret: (secret) => void log.registerSecret(secret),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
