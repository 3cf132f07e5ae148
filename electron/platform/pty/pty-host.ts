/**
 * The pty host: a process of its own that holds every terminal, so that a fault in the native part
 * never takes the program along. It lives exactly as long as the channel to its parent: when the
 * parent is gone, even by kill -9, it ends every process it started, then itself.
 */
import { HostedProcess } from './hosted-process.ts';
import type { FromPtyHost, ToPtyHost } from './pty-messages.ts';

process.title = 'rigwright-pty-host';

const processes = new Map<number, HostedProcess>();
let ending = false;

// Ctrl+C in the terminal of the service reaches us too; the parent decides what ends and when.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// The parent may be gone when we complain.
process.stderr.on('error', () => undefined);

process.on('message', (message: ToPtyHost) => {
  try {
    receive(message);
  } catch (error) {
    // One terminal's trouble must not end the others.
    void send({ type: 'problem', problem: `${message.type}: ${String(error)}` });
  }
});
process.on('disconnect', () => void end({ discardOutput: true }));
void send({ type: 'ready' });

function receive(message: ToPtyHost): void {
  switch (message.type) {
    case 'spawn':
      start(message);
      break;
    case 'write':
      processes.get(message.id)?.write(message.text);
      break;
    case 'resize':
      processes.get(message.id)?.resize(message.columns, message.rows);
      break;
    case 'taken':
      processes.get(message.id)?.taken(message.bytes);
      break;
    case 'signal':
      void signal(message);
      break;
    case 'ping':
      void send({ type: 'pong' });
      break;
    case 'shutdown':
      void end({ discardOutput: false });
      break;
  }
}

function start({ id, request }: Extract<ToPtyHost, { type: 'spawn' }>): void {
  if (ending) {
    void send({ type: 'refused', id, reason: 'the pty host is ending' });
    return;
  }
  try {
    const started = new HostedProcess(request, {
      output: (chunk) => void send({ type: 'output', id, chunk }),
      identified: (identity) => void send({ type: 'identified', id, identity }),
      exited(exit) {
        processes.delete(id);
        void send({ type: 'exited', id, ...exit });
      },
    });
    processes.set(id, started);
    void send({ type: 'spawned', id, pid: started.pid });
  } catch (error) {
    void send({
      type: 'refused',
      id,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

async function signal({
  id,
  request,
  kind,
}: Extract<ToPtyHost, { type: 'signal' }>): Promise<void> {
  await processes.get(id)?.signal(kind);
  void send({ type: 'signalled', id, request });
}

async function end({ discardOutput }: { discardOutput: boolean }): Promise<void> {
  ending = true;
  const all = [...processes.values()];
  await Promise.all(all.map((each) => each.end({ discardOutput })));
  // Their last words and their exits are told before we go, unless nobody is there.
  if (process.connected) await Promise.all(all.map((each) => each.ended));
  await send({ type: 'bye' });
  process.exit(0);
}

/** Settles when the message is out. A failure means that the parent is going; 'disconnect' follows. */
function send(message: FromPtyHost): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
    else resolve();
  });
}
