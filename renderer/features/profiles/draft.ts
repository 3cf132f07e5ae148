import type { Miner } from '../../../electron/contract/values/miner.ts';
import type { Profile } from '../../../electron/contract/values/profile.ts';
import { practicePoolUrl, ProfileDraft } from '../../../electron/contract/values/profile.ts';
import { t } from '../../locales/t.ts';

export interface PoolForm {
  /** Keeps a row its own while rows are moved. */
  readonly key: number;
  url: string;
  user: string;
  /** Empty: keep what is stored. */
  password: string;
  readonly hasPassword: boolean;
  forgetPassword: boolean;
}

/** A profile as the form holds it. */
export interface ProfileForm {
  name: string;
  minerId: string;
  algorithm: string;
  pools: PoolForm[];
  automaticThreads: boolean;
  threads: number;
  throttle: number;
  resumeAfterRestart: boolean;
  /** What the form does not show and gives back as it was; undefined for a new profile. */
  readonly kept: KeptFields | undefined;
}

type KeptFields = Pick<
  Profile,
  | 'minerId'
  | 'coinId'
  | 'wallet'
  | 'worker'
  | 'login'
  | 'email'
  | 'devices'
  | 'settings'
  | 'extraArguments'
  | 'schedule'
>;

export interface FieldError {
  readonly name: string;
  readonly message: string;
}

let lastKey = 0;

export function emptyPool(): PoolForm {
  lastKey += 1;
  return {
    key: lastKey,
    url: '',
    user: '',
    password: '',
    hasPassword: false,
    forgetPassword: false,
  };
}

export function newForm(miners: readonly Miner[], cores: number): ProfileForm {
  const miner = miners.find(({ installed }) => installed) ?? miners[0];
  return {
    name: '',
    minerId: miner?.id ?? '',
    algorithm: miner?.algorithms[0] ?? '',
    pools: [emptyPool()],
    automaticThreads: true,
    threads: cores,
    throttle: 0,
    resumeAfterRestart: false,
    kept: undefined,
  };
}

export function formOf(profile: Profile, cores: number): ProfileForm {
  return {
    name: profile.name,
    minerId: profile.minerId,
    algorithm: profile.algorithm,
    pools: profile.pools.map(({ url, user, hasPassword }) => ({
      ...emptyPool(),
      url,
      user,
      hasPassword,
    })),
    automaticThreads: profile.threads === null,
    threads: profile.threads ?? cores,
    throttle: profile.throttle,
    resumeAfterRestart: profile.resumeAfterRestart,
    kept: profile,
  };
}

/** What the form says, not yet checked. */
export function draftInput(form: ProfileForm): unknown {
  return {
    ...keptFields(form),
    name: form.name,
    minerId: form.minerId,
    algorithm: form.algorithm,
    threads: form.automaticThreads ? null : form.threads,
    throttle: form.throttle,
    resumeAfterRestart: form.resumeAfterRestart,
    pools: form.pools.map((pool) => ({
      url: pool.url.trim(),
      user: pool.user,
      ...passwordOf(pool),
    })),
  };
}

/** What belongs to one miner is no use to another: it goes where another one is chosen. */
function keptFields({ kept, minerId }: ProfileForm): Partial<KeptFields> {
  if (!kept) return {};
  const { coinId, wallet, worker, login, email, schedule } = kept;
  const { devices, settings, extraArguments } = kept;
  const general = { coinId, wallet, worker, login, email, schedule };
  return minerId === kept.minerId ? { ...general, devices, settings, extraArguments } : general;
}

/** The contract's shape decides; the words are the window's. */
export function draftErrors(form: ProfileForm, cores: number): FieldError[] {
  const { error } = ProfileDraft.safeParse(draftInput(form));
  const errors = (error?.issues ?? []).map(({ path }) => {
    const name = path.join('.');
    return { name, message: fieldMessage(name, form, path) };
  });
  if (!form.automaticThreads && form.threads > cores) {
    errors.push({ name: 'threads', message: t('profile.error-threads', { cores }) });
  }
  return errors;
}

/** @throws {ZodError} where {@link draftErrors} has something to say */
export function toDraft(form: ProfileForm): ProfileDraft {
  return ProfileDraft.parse(draftInput(form));
}

/** What a password field says: a new one, that the stored one goes, or nothing. */
export function passwordOf({
  password,
  forgetPassword,
}: Pick<PoolForm, 'password' | 'forgetPassword'>): { password?: string } {
  if (password !== '') return { password };
  return forgetPassword ? { password: '' } : {};
}

function fieldMessage(name: string, form: ProfileForm, path: readonly PropertyKey[]): string {
  if (name === 'name') {
    return t(form.name.trim() === '' ? 'profile.error-no-name' : 'profile.error-long-name');
  }
  if (name === 'minerId') return t('profile.error-miner');
  if (name === 'algorithm') return t('profile.error-algorithm');
  if (name === 'threads') return t('profile.error-whole-threads');
  if (name === 'pools') return t('profile.error-pools');
  const field = path.at(-1);
  if (field === 'url') {
    const pool = form.pools[Number(path[1])];
    return t(pool?.url.trim() === '' ? 'profile.error-no-pool' : 'profile.error-pool', {
      example: 'stratum+tcp://pool.example:3333',
      practice: practicePoolUrl,
    });
  }
  return t('profile.error-too-long');
}
