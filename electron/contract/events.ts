import { z } from 'zod';
import { event } from './operation.ts';
import { Bridge, BridgeStatus } from './values/bridge.ts';
import { JournalEntry, Sample } from './values/history.ts';
import { Coin, PoolPreset } from './values/coin.ts';
import { NoticeId, RunId } from './values/ids.ts';
import { InstallJob, Miner } from './values/miner.ts';
import { CustomPackage } from './values/package.ts';
import { Profile } from './values/profile.ts';
import { Reading, Sensors } from './values/reading.ts';
import { LogLine, Run } from './values/run.ts';
import { Settings } from './values/settings.ts';
import { Notice } from './values/system.ts';

/** What the program announces. A door delivers an event only to those who asked for it by name. */
export const events = {
  'run.changed': event({
    summary: 'A run is new, or its state changed',
    payload: Run,
    permission: 'view',
  }),
  'run.reading': event({
    summary: 'What a miner says of itself, about every two seconds',
    payload: Reading,
    permission: 'view',
  }),
  'history.sample': event({
    summary: 'Ten seconds of one run went into history',
    payload: Sample,
    permission: 'view',
  }),
  'log.lines': event({
    summary: 'New output, at most ten times a second; `skipped` lines can be had by runs.log',
    payload: z.object({
      runId: RunId,
      lines: z.array(LogLine).max(200),
      skipped: z.number().int().nonnegative(),
    }),
    permission: 'view',
  }),
  'journal.added': event({
    summary: 'Something happened',
    payload: JournalEntry,
    permission: 'view',
  }),
  'profiles.changed': event({
    summary: 'All profiles, after any of them changed',
    payload: z.array(Profile),
    permission: 'view',
  }),
  'miners.changed': event({
    summary: 'All miners, after any of them changed',
    payload: z.array(Miner),
    permission: 'view',
  }),
  'miners.install': event({
    summary: 'How an installation goes, at most four times a second',
    payload: InstallJob,
    permission: 'view',
  }),
  'packages.changed': event({
    summary: 'All custom packages, after any of them changed',
    payload: z.array(CustomPackage),
    permission: 'view',
  }),
  'coins.changed': event({
    summary: 'All coins and pools, after any of them changed',
    payload: z.object({ coins: z.array(Coin), pools: z.array(PoolPreset) }),
    permission: 'view',
  }),
  'settings.changed': event({
    summary: 'All settings, after any of them changed',
    payload: Settings,
    permission: 'view',
  }),
  'sensors.changed': event({
    summary: 'A new measurement of the computer',
    payload: Sensors,
    permission: 'view',
  }),
  'bridges.changed': event({
    summary: 'All bridges, after any of them changed',
    payload: z.array(Bridge),
    permission: 'view',
  }),
  'bridge.status': event({
    summary: 'How a bridge is doing: about every two seconds while it runs, and after each change',
    payload: BridgeStatus,
    permission: 'view',
  }),
  'notice.added': event({ summary: 'A notice is new', payload: Notice, permission: 'view' }),
  'notice.removed': event({
    summary: 'A notice was put away',
    payload: z.object({ noticeId: NoticeId }),
    permission: 'view',
  }),
} as const;
