import type { ScanReport } from './scan-messages.ts';
import type { ScanMember } from './scan-team.ts';

/** Starts a mining thread as a worker of the browser. */
export function startWorker(onReport: (report: ScanReport) => void): ScanMember {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<ScanReport>) => onReport(data));
  worker.addEventListener('error', (event) => {
    onReport({ kind: 'failed', message: event.message ?? 'the worker did not load' });
  });
  return {
    // A worker is of this page's origin, so there is none to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    send: (order) => worker.postMessage(order),
    end: () => worker.terminate(),
  };
}
