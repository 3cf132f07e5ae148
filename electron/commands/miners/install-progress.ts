import type { InstallJob, InstallState } from '../../contract/values/miner.ts';
import type { Output } from '../output.ts';
import { StatusLine } from '../status-line.ts';
import { bytesText, durationText, shareText } from '../words.ts';

const steps: Readonly<Record<InstallState, string>> = {
  'looking-up': 'Looking up the release',
  downloading: 'Downloading',
  verifying: 'Verifying',
  unpacking: 'Unpacking',
  done: 'Installed',
  failed: 'Not installed',
  cancelled: 'Cancelled',
};

/** Tells how an installation goes: on a terminal in one line that changes, else a line per step. */
export class InstallProgress implements Disposable {
  readonly #output: Output;
  readonly #line: StatusLine;
  #told = '';

  constructor(output: Output, line = new StatusLine()) {
    this.#output = output;
    this.#line = line;
  }

  tell(job: InstallJob): void {
    if (this.#output.json) return;
    if (this.#line.isTerminal) {
      this.#line.show(progressText(job));
      return;
    }
    const step = stepText(job);
    if (job.endedAt !== null || step === this.#told) return;
    this.#told = step;
    this.#output.note(step);
  }

  [Symbol.dispose](): void {
    this.#line[Symbol.dispose]();
  }
}

/** `Downloading xmrig-6.23.0-linux-static-x64.tar.gz (2.68 MiB)`: the same as long as the step is. */
export function stepText({ state, asset, totalBytes, attempt }: InstallJob): string {
  if (state !== 'downloading') return steps[state];
  const size = totalBytes === null ? '' : ` (${bytesText(totalBytes)})`;
  const again = attempt > 1 ? `, attempt ${attempt}: it goes on where it was interrupted` : '';
  return `${steps[state]} ${asset ?? ''}${size}${again}`;
}

/** `Downloading 45 %  1.20 MiB of 2.68 MiB  3.10 MiB/s  about 2 s left  xmrig-….tar.gz` */
export function progressText(job: InstallJob): string {
  const { state, asset, receivedBytes, totalBytes, bytesPerSecond, attempt } = job;
  if (state !== 'downloading') return [steps[state], asset].filter(Boolean).join('  ');
  const left =
    totalBytes === null || bytesPerSecond === null || bytesPerSecond === 0
      ? null
      : Math.max(0, (totalBytes - receivedBytes) / bytesPerSecond);
  return [
    `${steps[state]} ${shareText(receivedBytes, totalBytes)}`,
    bytesPerSecond === null ? '' : `${bytesText(bytesPerSecond)}/s`,
    left === null || left === 0 ? '' : `about ${durationText(Math.ceil(left) * 1000)} left`,
    attempt > 1 ? `attempt ${attempt}` : '',
    asset ?? '',
  ]
    .filter(Boolean)
    .join('  ');
}
