import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { TestAnswer, TestRequest } from './test-messages.ts';

export interface MainProcessOptions {
  readonly root: string;
  readonly main: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Question =
  Pick<TestRequest & { type: 'evaluate' }, 'type' | 'source' | 'arg'> | { type: 'endpoint' };

export interface MainProcess {
  readonly pid: number;
  readonly log: readonly string[];
  readonly exited: Promise<number | null>;
  /** @throws {Error} with what the process printed, where it ends before it answers */
  ask(question: Question): Promise<unknown>;
  kill(): void;
}

const register = new URL('./register.ts', import.meta.url).href;

/** Starts the app's main process under the stand-in, ready to be asked by the test. */
export function startMainProcess({ root, main, args, env }: MainProcessOptions): MainProcess {
  const child = fork(resolve(root, main), args, {
    execArgv: ['--import', register],
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => log.push(text));
  }
  const waiting = new Map<number, (answer: TestAnswer) => void>();
  let lastId = 0;
  let ending: string | undefined;

  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code, signal) => {
      ending = `the app has ended (${code ?? signal}):\n${log.join('')}`;
      for (const [id, answer] of waiting) answer({ id, ok: false, error: ending });
      resolve(code);
    });
  });
  child.on('message', (answer: TestAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });

  return {
    pid: child.pid ?? 0,
    log,
    exited,
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ending !== undefined) {
          reject(new Error(ending));
          return;
        }
        const id = ++lastId;
        waiting.set(id, (answer) => {
          if (answer.ok) resolve(answer.value);
          else reject(new Error(answer.error));
        });
        child.send({ ...question, id });
      }),
    kill: () => void child.kill('SIGKILL'),
  };
}
