import type { Miner } from '../../../electron/contract/values/miner.ts';
import type { CustomPackage } from '../../../electron/contract/values/package.ts';
import { plural, t } from '../../locales/t.ts';
import type { Tone } from '../../ui/tone.ts';

export interface PackageLook {
  readonly label: string;
  readonly icon: string;
  readonly tone: Tone;
}

/** How a package stands, the most pressing first. @param miner  as the rig offers it, once known */
export function packageLook(custom: CustomPackage, miner: Miner | undefined): PackageLook {
  const errors = countOf(custom, 'error');
  if (errors > 0) {
    return { label: plural('packages.problems', errors), icon: 'i-lucide-circle-x', tone: 'bad' };
  }
  if (custom.consentedAt === null) {
    const label = t('packages.needs-consent');
    return { label, icon: 'i-lucide-shield-question-mark', tone: 'attention' };
  }
  if (hasOtherProblem(miner)) {
    return { label: t('packages.cannot-start'), icon: 'i-lucide-circle-x', tone: 'bad' };
  }
  return { label: t('packages.ready'), icon: 'i-lucide-circle-check', tone: 'good' };
}

export const countOf = ({ findings }: CustomPackage, wanted: 'error' | 'warning'): number =>
  findings.filter(({ severity }) => severity === wanted).length;

/** Something else than the package itself or the consent, such as a missing Python. */
const hasOtherProblem = (miner: Miner | undefined): boolean =>
  miner !== undefined && miner.problem !== null;
