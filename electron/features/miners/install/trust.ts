import type { VerificationLevel } from '../../../contract/values/miner.ts';
import type { VersionRecord } from './installed-file.ts';

/** Levels at which somebody who should know vouches for the program. */
const vouched: ReadonlySet<VerificationLevel> = new Set(['own', 'signed', 'known']);

/** Whether a person has to agree before this version is started, and has not yet. */
export function needsConsent({
  verification,
  consent,
  executableSha256,
}: Pick<VersionRecord, 'verification' | 'consent' | 'executableSha256'>): boolean {
  return !vouched.has(verification.level) && consent?.executableSha256 !== executableSha256;
}
