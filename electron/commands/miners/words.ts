import { styleText } from 'node:util';
import type { DeviceKind, Miner, VerificationLevel } from '../../contract/values/miner.ts';

/** What speaks for a program, short. */
export const trustWords: Readonly<Record<VerificationLevel, string>> = {
  own: 'Part of Rigwright',
  signed: 'Signed by its publisher',
  known: 'Checksum known to Rigwright',
  published: 'Only compared with an unsigned list',
  stated: 'Only compared with its download site',
  unverified: 'Not verified',
};

const vouched: ReadonlySet<VerificationLevel> = new Set(['own', 'signed', 'known']);

/** Whether somebody who should know vouches for a program; else a person has to agree. */
export const isVouchedFor = (level: VerificationLevel): boolean => vouched.has(level);

/** {@link trustWords}; red where nobody vouches and `stream` is a terminal with colours. */
export function trustText(
  level: VerificationLevel,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const text = trustWords[level];
  return isVouchedFor(level) ? text : styleText('red', text, { stream });
}

export const deviceWords: Readonly<Record<DeviceKind, string>> = {
  cpu: 'CPU',
  nvidia: 'NVIDIA',
  amd: 'AMD',
  intel: 'Intel',
};

export const platformWords: Readonly<Record<Miner['platforms'][number], string>> = {
  'linux-x64': 'Linux (x64)',
  'linux-arm64': 'Linux (ARM64)',
  'windows-x64': 'Windows (x64)',
  'windows-arm64': 'Windows (ARM64)',
};

/** How a miner stands on this rig, in a few words. */
export function stateText(
  { kind, installed, supported, verification, versions }: Miner,
  { installing }: { readonly installing: boolean },
): string {
  if (installing) return 'being installed';
  if (kind === 'builtin') return 'built in';
  const active = versions.find((version) => version.active);
  if (!active) return supported ? 'not installed' : 'not for this rig';
  if (installed) return kind === 'package' ? 'your package' : 'installed';
  const waits =
    verification !== null && !isVouchedFor(verification.level) && active.consentedAt === null;
  return waits ? 'waits for your consent' : 'cannot be started';
}

const longestFee = 24;

/**
 * From the least to the most that the author takes: `0.7 % to 2 %`, `none to 5 %`.
 *
 * @param devFee  as the catalogue tells it, in sentences
 */
export function feeText(devFee: string): string {
  const percents = [...devFee.matchAll(/(\d+(?:\.\d+)?) %/g)].map(([, number]) => Number(number));
  if (percents.length === 0) {
    const clause = devFee.split(/[:;(]|\.(?:\s|$)/, 1)[0]?.trim() ?? '';
    return clause.length > longestFee
      ? `${clause.slice(0, longestFee - 1)}…`
      : clause.toLowerCase();
  }
  if (/^at least /i.test(devFee)) return `at least ${Math.min(...percents)} %`;
  const least = /\bnone\b/i.test(devFee) ? 0 : Math.min(...percents);
  const most = Math.max(...percents);
  if (least === most) return `${most} %`;
  return `${least === 0 ? 'none' : `${least} %`} to ${most} %`;
}
