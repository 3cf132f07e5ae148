import type { Miner } from '../../../electron/contract/values/miner.ts';
import type { Profile } from '../../../electron/contract/values/profile.ts';
import { ProfileDraft } from '../../../electron/contract/values/profile.ts';
import { t } from '../../locales/t.ts';
import type { FieldError } from './field-message.ts';
import { fieldMessage, fieldOf } from './field-message.ts';
import type { MinerForm } from './miner-form.ts';
import { emptyMinerForm, minerFormOf, minerInput } from './miner-form.ts';
import type { PoolForm } from './pool-form.ts';
import { emptyPool, passwordOf, poolOf } from './pool-form.ts';
import type { WindowForm } from './schedule-form.ts';
import { windowsOf } from './schedule-form.ts';

/** A profile as the form holds it: every field of it. */
export interface ProfileForm {
  name: string;
  minerId: string;
  algorithm: string;
  coinId: string | null;
  wallet: string;
  worker: string;
  login: string;
  email: string;
  pools: PoolForm[];
  automaticThreads: boolean;
  threads: number;
  throttle: number;
  /** By miner, so that the way back to the one before finds everything as it was. */
  ofMiner: Record<string, MinerForm>;
  resumeAfterRestart: boolean;
  scheduled: boolean;
  /** Count where it is scheduled. */
  windows: WindowForm[];
}

export function newForm(miners: readonly Miner[], cores: number): ProfileForm {
  const miner = miners.find(({ installed }) => installed) ?? miners[0];
  return {
    name: '',
    minerId: miner?.id ?? '',
    algorithm: miner?.algorithms[0] ?? '',
    coinId: null,
    wallet: '',
    worker: '',
    login: '',
    email: '',
    pools: [emptyPool()],
    automaticThreads: true,
    threads: cores,
    throttle: 0,
    ofMiner: {},
    resumeAfterRestart: false,
    scheduled: false,
    windows: [],
  };
}

export function formOf(profile: Profile, cores: number): ProfileForm {
  const { name, minerId, algorithm, coinId, wallet, worker, login, email } = profile;
  const { threads, throttle, resumeAfterRestart, schedule } = profile;
  return {
    name,
    minerId,
    algorithm,
    coinId,
    wallet,
    worker,
    login,
    email,
    pools: profile.pools.map(poolOf),
    automaticThreads: threads === null,
    threads: threads ?? cores,
    throttle,
    ofMiner: { [minerId]: minerFormOf(profile) },
    resumeAfterRestart,
    scheduled: schedule !== null,
    windows: windowsOf(schedule),
  };
}

/** What the form says, not yet checked. */
export function draftInput(form: ProfileForm): unknown {
  const { name, minerId, algorithm, coinId, wallet, worker, login, email } = form;
  const { throttle, resumeAfterRestart, windows } = form;
  return {
    name,
    minerId,
    algorithm,
    coinId,
    wallet,
    worker,
    login,
    email,
    threads: form.automaticThreads ? null : form.threads,
    throttle,
    ...minerInput(form.ofMiner[minerId] ?? emptyMinerForm()),
    resumeAfterRestart,
    schedule: form.scheduled
      ? { windows: windows.map(({ days, from, to }) => ({ days, from, to })) }
      : null,
    pools: form.pools.map((pool) => ({
      url: pool.url.trim(),
      user: pool.user,
      ...passwordOf(pool),
    })),
  };
}

/** The contract's shape decides; the words are the window's. */
export function draftErrors(form: ProfileForm, cores: number): FieldError[] {
  const { error } = ProfileDraft.safeParse(draftInput(form));
  const found = new Map<string, string>();
  for (const { path } of error?.issues ?? []) {
    const name = fieldOf(path);
    if (!found.has(name)) found.set(name, fieldMessage(name, form, path));
  }
  if (!form.automaticThreads && form.threads > cores && !found.has('threads')) {
    found.set('threads', t('profile.error-threads', { cores }));
  }
  const own = form.ofMiner[form.minerId];
  if (own && !own.allDevices && own.devices.trim() === '') {
    found.set('devices', t('profile.error-devices'));
  }
  return [...found].map(([name, message]) => ({ name, message }));
}

/** @throws {ZodError} where {@link draftErrors} has something to say */
export function toDraft(form: ProfileForm): ProfileDraft {
  return ProfileDraft.parse(draftInput(form));
}
