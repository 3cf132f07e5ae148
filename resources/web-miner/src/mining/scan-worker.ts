import '../older-browsers.ts';
import { pickKernel } from '../../../../electron/platform/kernels/pick-kernel.ts';
import { openWasmModule } from '../../../../electron/platform/kernels/wasm-module.ts';
import type { ScanOrder, ScanReport } from './scan-messages.ts';
import { ScanThread } from './scan-thread.ts';

/** A mining thread: a worker of the browser. */
const report = (message: ScanReport): void => postMessage(message);

// Timers of nested callbacks wait 4 ms at least; a message to oneself comes at once, behind all orders.
const turn = new MessageChannel();
let thread: ScanThread | null = null;
let state: 'idle' | 'queued' | 'resting' = 'idle';
let rest: ReturnType<typeof setTimeout> | undefined;

addEventListener('message', ({ data }: MessageEvent<ScanOrder>) => {
  if (data.kind === 'open') {
    void open(data.module);
    return;
  }
  thread?.obey(data);
  // A new job is not kept waiting by the rest that followed the last one.
  if (data.kind !== 'block' || state === 'idle') queue();
});

turn.port1.addEventListener('message', () => {
  state = 'idle';
  const restMs = thread?.step() ?? 0;
  if (restMs < 1) queue();
  else {
    state = 'resting';
    rest = setTimeout(queue, restMs);
  }
});
turn.port1.start();

function queue(): void {
  if (state === 'queued' || !thread?.isBusy) return;
  clearTimeout(rest);
  state = 'queued';
  turn.port2.postMessage(null);
}

async function open(module: WebAssembly.Module): Promise<void> {
  try {
    const kernel = pickKernel(await openWasmModule(module), 'wasm', 'verushash');
    if (!kernel) throw new Error('the module has no VerusHash');
    thread = new ScanThread({ kernel, report, now: () => performance.now() });
    report({ kind: 'ready' });
  } catch (error) {
    report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}
