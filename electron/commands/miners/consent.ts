import type { Api } from '../../contract/index.ts';
import type { InstalledVersion, Miner } from '../../contract/values/miner.ts';
import { agree, type Agreeing } from '../agree.ts';
import { columns, type Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { chooseInstallable, chooseVersion } from './choose-miner.ts';
import { isVouchedFor, trustText } from './words.ts';

export interface ConsentOptions extends Agreeing {
  /** Left out: the active one. */
  readonly version?: string;
}

/** Agrees that a program is started that nobody vouches for. @throws {AppError} where nobody agreed */
export async function consentMiner(
  api: Api,
  named: string,
  { version, ...agreeing }: ConsentOptions,
  output: Output,
): Promise<void> {
  const found = await chooseInstallable(api, named);
  const installed = chooseVersion(found, version);
  const what = `${found.name} ${installed.version}`;
  if (isVouchedFor(installed.verification.level)) {
    output.result(found, [`${what} needs no consent: ${installed.verification.text}`]);
    return;
  }
  const miner = await consentTo(api, { miner: found, installed }, agreeing, output);
  output.result(miner, [`You agreed that ${what} is started.`]);
}

/** Names the risk, the source and the checksum, and goes on where a person agrees. */
export async function consentTo(
  api: Api,
  { miner, installed }: { readonly miner: Miner; readonly installed: InstalledVersion },
  agreeing: Agreeing,
  output: Output,
): Promise<Miner> {
  const { id, name } = miner;
  const { version, verification } = installed;
  const { executableSha256 } = verification;
  const what = `${name} ${version}`;
  if (executableSha256 === null) {
    throw new UsageError(`The checksum of ${what} is not known: install it again.`);
  }
  for (const line of riskLines(what, installed)) output.note(line);
  const risk = {
    question: `Start ${what} all the same?`,
    without: `${what} is installed, but is not started`,
    command: `rigwright miners consent ${id} --version ${version} --yes`,
    details: verification,
  };
  await agree(risk, agreeing);
  return api.call('miners.consent', { minerId: id, version, executableSha256 });
}

function riskLines(what: string, { verification, problem }: InstalledVersion): string[] {
  const { level, text, source, archiveSha256, executableSha256 } = verification;
  return [
    problem ?? `Nobody vouches for ${what}: ${text}`,
    'A miner can read and send whatever your account can.',
    ...columns([
      ['  Verification', trustText(level, process.stderr)],
      ['  Source', source],
      ['  SHA-256', `${executableSha256 ?? 'unknown'} (program)`],
      ['  SHA-256', `${archiveSha256 ?? 'unknown'} (archive)`],
    ]),
  ];
}
