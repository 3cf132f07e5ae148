import type {
  InstalledVersion,
  InstallJob,
  Miner,
  MinerPlatform,
} from '../../../electron/contract/values/miner.ts';
import { t } from '../../locales/t.ts';
import type { Tone } from '../../ui/tone.ts';
import { isUnderWay } from './install-jobs.ts';
import { activeVersion, awaitsConsent, isDoubtful, trustRisk } from './trust.ts';

export interface MinerStateLook {
  readonly label: string;
  readonly icon: string;
  readonly tone: Tone;
}

/** How a miner stands on this rig: a word, an icon and a tone, never colour alone. */
export function minerStateLook(miner: Miner, job: InstallJob | undefined): MinerStateLook {
  if (job !== undefined && isUnderWay(job)) {
    return { label: t('miner-state.installing'), icon: 'i-lucide-download', tone: 'info' };
  }
  const problem = minerProblem(miner);
  if (problem !== null) {
    return problem.kind === 'consent'
      ? { label: t('miner-state.consent'), icon: 'i-lucide-hand', tone: problem.tone }
      : { label: t('miner-state.problem'), icon: 'i-lucide-circle-alert', tone: 'bad' };
  }
  if (miner.installed) {
    const key = miner.kind === 'catalogue' ? 'installed' : miner.kind;
    return { label: t(`miner-state.${key}`), icon: 'i-lucide-circle-check', tone: 'neutral' };
  }
  return miner.supported
    ? { label: t('miner-state.not-installed'), icon: 'i-lucide-circle-dashed', tone: 'neutral' }
    : { label: t('miner-state.unsupported'), icon: 'i-lucide-ban', tone: 'neutral' };
}

export interface MinerProblem {
  readonly kind: 'consent' | 'problem';
  readonly tone: 'attention' | 'bad';
  readonly message: string;
  readonly suggestion: string | null;
}

/** Why a miner that is there cannot be started, or null. */
export function minerProblem(miner: Miner): MinerProblem | null {
  const active = activeVersion(miner);
  if (active !== null) return versionProblem(active);
  if (miner.problem === null) return null;
  return { kind: 'problem', tone: 'bad', message: miner.problem, suggestion: null };
}

/** Why one version of it cannot be started, or null. */
export function versionProblem(version: InstalledVersion): MinerProblem | null {
  const { problem, suggestion = null } = version;
  const { level } = version.verification;
  if (problem === null) return null;
  if (awaitsConsent(version) && isDoubtful(level)) {
    const tone = level === 'unverified' ? 'bad' : 'attention';
    return { kind: 'consent', tone, message: trustRisk(level), suggestion: null };
  }
  return { kind: 'problem', tone: 'bad', message: problem, suggestion };
}

/** Whether anybody can read how it is made; a package does not say. */
export function sourceWord({ kind, openSource }: Pick<Miner, 'kind' | 'openSource'>): string {
  if (kind === 'package') return t('miner.unknown-source');
  return t(openSource ? 'miner.open-source' : 'miner.closed-source');
}

/** Why a miner cannot be installed here. */
export function unsupportedBecause(platforms: readonly MinerPlatform[]): string {
  if (platforms.length === 0) return t('miner.no-build');
  const names = platforms.map((platform) => t(`platform.${platform}`)).join(', ');
  return t('miner.only-for', { platforms: names });
}
