import { AppError } from '../../base/app-error.ts';
import { errorStatus, type ErrorCode } from '../../contract/errors.ts';
import type { Api } from '../../contract/index.ts';
import type { InstallJob, Miner } from '../../contract/values/miner.ts';
import type { Agreeing } from '../agree.ts';
import type { Output } from '../output.ts';
import { chooseInstallable, chooseVersion } from './choose-miner.ts';
import { consentTo } from './consent.ts';
import { followInstall } from './follow-install.ts';
import { InstallProgress } from './install-progress.ts';
import { trustWords } from './words.ts';

export interface InstallOptions extends Agreeing {
  readonly version?: string;
  readonly mirror?: string;
  /** Cancels it. */
  readonly signal: AbortSignal;
}

/**
 * Installs a miner, and asks whether it may be started where nobody vouches for it.
 * @throws {AppError} where it was not installed, was cancelled, or nobody agreed
 */
export async function installMiner(
  api: Api,
  named: string,
  { version, mirror, signal, ...agreeing }: InstallOptions,
  output: Output,
): Promise<void> {
  const { id, name } = await chooseInstallable(api, named);
  const started = await api.call('miners.install', {
    minerId: id,
    ...(version !== undefined && { version }),
    ...(mirror !== undefined && { mirror }),
  });
  const job = await shown(api, started, { output, signal });
  if (job.state === 'cancelled') throw new InstallCancelledError(id, name);
  if (job.state !== 'done') throw new InstallFailedError(name, job);
  let miner = await api.call('miners.get', { minerId: id });
  const installed = chooseVersion(miner, job.version ?? undefined);
  if (job.problem?.code === 'needs-consent') {
    miner = await consentTo(api, { miner, installed }, agreeing, output);
  }
  output.result(miner, installedLines(miner, installed.version));
}

async function shown(
  api: Api,
  started: InstallJob,
  { output, signal }: { readonly output: Output; readonly signal: AbortSignal },
): Promise<InstallJob> {
  using progress = new InstallProgress(output);
  return await followInstall(api, started, { tell: (job) => progress.tell(job), signal });
}

function installedLines(miner: Miner, version: string): string[] {
  const { verification, executable } = chooseVersion(miner, version);
  return [
    `Installed ${miner.name} ${version}: ${executable}`,
    `${trustWords[verification.level]}. ${verification.text}`,
  ];
}

class InstallCancelledError extends AppError {
  readonly code = 'cancelled';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly retryable = true;
  constructor(id: string, name: string) {
    super(`installing ${id} was cancelled`);
    this.userMessage = `Installing ${name} was cancelled.`;
    this.suggestion = `What came so far is kept: “rigwright miners install ${id}” goes on from there.`;
  }
}

/** What the job says of its failure. */
class InstallFailedError extends AppError {
  readonly code: ErrorCode;
  readonly userMessage: string;
  override readonly suggestion: string | undefined;
  constructor(name: string, { problem, state }: InstallJob) {
    super(`installing ${name} ended as ${state}: ${problem?.code}`);
    this.code = isErrorCode(problem?.code) ? problem.code : 'internal';
    this.userMessage =
      problem?.message ?? `How installing ${name} ended is not known: another one began meanwhile.`;
    this.suggestion = problem?.suggestion ?? undefined;
  }
}

const isErrorCode = (code: string | undefined): code is ErrorCode =>
  code !== undefined && Object.hasOwn(errorStatus, code);
