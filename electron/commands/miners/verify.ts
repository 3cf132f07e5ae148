import type { Api } from '../../contract/index.ts';
import type { MinerId } from '../../contract/values/ids.ts';
import type { InstalledVersion, Miner, Verification } from '../../contract/values/miner.ts';
import { exitCodes, type Output } from '../output.ts';
import { chooseInstallable } from './choose-miner.ts';
import { trustText } from './words.ts';

/** What comparing a program with what was installed came to. */
export interface Verified {
  readonly minerId: MinerId;
  readonly version: string;
  /** The file is the one that was verified when it was installed. */
  readonly unchanged: boolean;
  readonly problem: string | null;
  readonly suggestion: string | null;
  readonly verification: Verification;
}

/**
 * Compares installed programs with their checksums; ends as failed where one was changed or is gone.
 * @param named  left out: all that are installed
 */
export async function verifyMiners(
  api: Api,
  named: string | undefined,
  output: Output,
): Promise<void> {
  const miners =
    named === undefined
      ? (await api.call('miners.list', {})).filter(
          ({ kind, versions }) => kind === 'catalogue' && versions.length > 0,
        )
      : [await chooseInstallable(api, named)];
  const verified: Verified[] = [];
  const lines: string[] = [];
  for (const before of miners) {
    const miner = await api.call('miners.verify', { minerId: before.id });
    for (const version of miner.versions) {
      const result = compare(miner, version, before);
      verified.push(result);
      lines.push(line(miner.name, result));
    }
  }
  output.result(verified, lines.length === 0 ? ['No miner is installed.'] : lines);
  if (verified.some(({ unchanged }) => !unchanged)) process.exitCode = exitCodes.failed;
}

/** A check that went well is noted with its time; what is wrong else may be that nobody agreed yet. */
function compare({ id }: Miner, installed: InstalledVersion, before: Miner): Verified {
  const { version, verification, problem, suggestion = null } = installed;
  const earlier = before.versions.find((each) => each.version === version);
  const isNoted = earlier?.verification.verifiedAt !== verification.verifiedAt;
  const unchanged = problem === null || isNoted;
  return { minerId: id, version, unchanged, problem, suggestion, verification };
}

function line(name: string, { version, unchanged, problem, suggestion, verification }: Verified) {
  const what = `${unchanged ? '✓' : '✗'} ${name} ${version}`;
  if (unchanged) return `${what}  unchanged  ${trustText(verification.level)}`;
  return [`${what}  ${problem}`, suggestion].filter(Boolean).join(' ');
}
