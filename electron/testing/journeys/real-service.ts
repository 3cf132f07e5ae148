import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { HttpApi } from '../../commands/http-api.ts';
import type { Api } from '../../contract/index.ts';

export const root = resolve(import.meta.dirname, '../../..');
export const cli = join(root, 'out/main/cli.js');

const Started = z.object({
  url: z.string(),
  openUrl: z.string(),
  dataFolder: z.string(),
  pid: z.number(),
});

export interface RealService extends AsyncDisposable {
  readonly url: string;
  readonly openUrl: string;
  readonly pid: number;
  readonly api: Api;
  /** Everything it wrote to stderr. */
  readonly errors: () => string;
  readonly exited: Promise<number | null>;
  /** Ends it as a person would. @returns its exit code */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export interface ServiceStart {
  readonly folder: string;
  /** Program and arguments in place of the built command line. */
  readonly program?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built service as a process of its own, on any free port. */
export async function startRealService(start: ServiceStart): Promise<RealService> {
  const { folder, program = [cli, 'serve', '--port', '0'], args = [], env = {} } = start;
  const child = spawn(process.execPath, [...program, '--data', folder, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const { url, openUrl, pid } = Started.parse(await firstJson(child, () => errors));
  const api = new HttpApi({ url, token: new URL(openUrl).searchParams.get('token') ?? '' });

  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    child.kill(signal);
    const code = await exited;
    api[Symbol.dispose]();
    return code;
  };
  return {
    url,
    openUrl,
    pid,
    api,
    errors: () => errors,
    exited,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    [Symbol.asyncDispose]: async () => void (await end('SIGTERM')),
  };
}

/** The first JSON value a program prints, which may take several chunks. */
function firstJson(child: ChildProcess, errors: () => string): Promise<unknown> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.trimEnd().endsWith('}')) resolve(JSON.parse(text));
    });
    child.once('exit', () => reject(new Error(`the service did not start: ${text}${errors()}`)));
  });
}

/** Runs the built command line to its end. */
export async function runCli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
