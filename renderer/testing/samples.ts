import type { HistorySeries, JournalEntry } from '../../electron/contract/values/history.ts';
import { HistorySeries as HistorySeriesShape } from '../../electron/contract/values/history.ts';
import { Miner } from '../../electron/contract/values/miner.ts';
import { Profile } from '../../electron/contract/values/profile.ts';
import { DeviceReading, Reading, Sensors } from '../../electron/contract/values/reading.ts';
import { LogLine, Run } from '../../electron/contract/values/run.ts';
import { Settings } from '../../electron/contract/values/settings.ts';
import { SystemInfo } from '../../electron/contract/values/system.ts';

/** 21 November 2026, 12:00 UTC. */
export const now = Date.UTC(2026, 10, 21, 12);

export function aReading(fields: Partial<Reading> = {}): Reading {
  return Reading.parse({
    runId: 'run-1',
    at: now,
    source: 'api',
    hashrate: 7_213,
    accepted: 412,
    rejected: 2,
    invalid: 0,
    difficulty: 1,
    threads: 8,
    poolConnected: true,
    poolLatencyMs: 38,
    devices: [],
    ...fields,
  });
}

export function aDevice(fields: Partial<DeviceReading> = {}): DeviceReading {
  return DeviceReading.parse({
    index: 0,
    kind: 'gpu',
    name: 'Example GPU',
    busId: '01:00.0',
    hashrate: 61_200_000,
    temperature: 61,
    memoryTemperature: null,
    fanPercent: 70,
    power: 125.4,
    accepted: 207,
    rejected: 1,
    invalid: 0,
    ...fields,
  });
}

export function aRun(fields: Partial<Run> = {}): Run {
  return Run.parse({
    id: 'run-1',
    profileId: 'profile-1',
    profileName: 'Evenings',
    minerId: 'xmrig',
    minerName: 'XMRig',
    algorithm: 'rx/0',
    poolUrl: 'stratum+tcp://pool.example:3333',
    state: 'running',
    stateSince: now,
    startedAt: now,
    endedAt: null,
    endReason: null,
    reason: null,
    lastLines: [],
    retryAt: null,
    pausedUntil: null,
    restarts: 0,
    canPause: true,
    pid: 4711,
    reading: null,
    ...fields,
  });
}

export function aProfile(fields: Partial<Profile> = {}): Profile {
  return Profile.parse({
    id: 'profile-1',
    name: 'Evenings',
    minerId: 'builtin',
    algorithm: 'sha256d',
    threads: null,
    throttle: 0,
    resumeAfterRestart: false,
    pools: [{ url: 'stratum+tcp://pool.example:3333', user: 'wallet.rig', hasPassword: true }],
    createdAt: now,
    updatedAt: now,
    ...fields,
  });
}

export function aMiner(fields: Partial<Miner> = {}): Miner {
  return Miner.parse({
    id: 'builtin',
    name: 'Built-in miner',
    kind: 'builtin',
    version: '0.1.0',
    algorithms: ['sha256d'],
    canPause: true,
    installed: true,
    description: 'Comes with the program.',
    licence: 'MIT',
    openSource: true,
    homepage: null,
    devFee: 'none',
    devices: ['cpu'],
    platforms: ['linux-x64'],
    supported: true,
    settings: [],
    verification: null,
    folder: null,
    versions: [],
    newer: null,
    problem: null,
    ...fields,
  });
}

export function someSettings(fields: Partial<Settings> = {}): Settings {
  return Settings.parse(fields);
}

export function someSensors(fields: Partial<Sensors> = {}): Sensors {
  return Sensors.parse({
    at: now,
    cpuLoad: 52,
    cpuTemperature: 71,
    cpuPower: 87.6,
    memoryUsed: 4e9,
    memoryTotal: 16e9,
    ...fields,
  });
}

export function someInfo(fields: Partial<SystemInfo> = {}): SystemInfo {
  return SystemInfo.parse({
    name: 'rigwright',
    version: '0.1.0',
    host: 'headless',
    hostname: 'tower',
    addresses: ['192.168.1.20'],
    platform: 'linux',
    arch: 'x64',
    cpu: 'Example Processor',
    cores: 8,
    memory: 16e9,
    kernelBackend: 'native',
    startedAt: now,
    dataFolder: '/home/someone/.local/share/rigwright',
    practicePools: [],
    ...fields,
  });
}

export function aSeries(fields: Partial<HistorySeries> = {}): HistorySeries {
  return HistorySeriesShape.parse({
    from: now - 300_000,
    to: now,
    resolution: '10s',
    bucketMs: 10_000,
    points: [],
    marks: [],
    ...fields,
  });
}

export function aMark(fields: Partial<JournalEntry> = {}): JournalEntry {
  return { id: 1, at: now, runId: null, kind: 'crash', text: 'XMRig ended.', ...fields };
}

export function logLines(from: number, count: number): LogLine[] {
  return Array.from({ length: count }, (_, index) =>
    LogLine.parse({ seq: from + index, at: now, text: `line ${from + index}` }),
  );
}
