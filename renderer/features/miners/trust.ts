import type {
  InstalledVersion,
  Miner,
  VerificationLevel,
} from '../../../electron/contract/values/miner.ts';
import { t } from '../../locales/t.ts';
import type { Tone } from '../../ui/tone.ts';

export interface TrustLook {
  readonly label: string;
  readonly icon: string;
  readonly tone: Tone;
}

type Doubtful = 'published' | 'stated' | 'unverified';

const looks: Readonly<Record<VerificationLevel, { icon: string; tone: Tone }>> = {
  own: { icon: 'i-lucide-shield-check', tone: 'good' },
  signed: { icon: 'i-lucide-shield-check', tone: 'good' },
  known: { icon: 'i-lucide-shield-check', tone: 'good' },
  published: { icon: 'i-lucide-shield-alert', tone: 'attention' },
  stated: { icon: 'i-lucide-shield-alert', tone: 'attention' },
  unverified: { icon: 'i-lucide-shield-x', tone: 'bad' },
};

/** How a level looks everywhere: a word, an icon and a tone, never colour alone. */
export function trustLook(level: VerificationLevel): TrustLook {
  return { label: t(`trust.${level}`), ...looks[level] };
}

/** What speaks for a miner as it is started; null where nothing is installed. */
export function trustLevel({ kind, verification }: Miner): VerificationLevel | null {
  return verification?.level ?? (kind === 'builtin' ? 'own' : null);
}

/** Nobody who should know vouches for such a program: a person has to agree before it is started. */
export function isDoubtful(level: VerificationLevel): level is Doubtful {
  return level === 'published' || level === 'stated' || level === 'unverified';
}

/** What could be wrong with such a program, in plain words. */
export const trustRisk = (level: Doubtful): string => t(`trust-risk.${level}`);

/** Whether nothing but a person's consent is missing for this version to be started. */
export function awaitsConsent({ problemCode, verification }: InstalledVersion): boolean {
  return problemCode === 'needs-consent' && verification.executableSha256 !== null;
}

export const activeVersion = ({ versions }: Miner): InstalledVersion | null =>
  versions.find(({ active }) => active) ?? null;
