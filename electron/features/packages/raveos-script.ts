import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startScript, statsScript } from './check-raveos.ts';
import { ScriptFailedError } from './package-errors.ts';
import type { Confinement, ScriptEnd } from './ports.ts';
import { readStrangeFile } from './read-strange-file.ts';
import { endingProblem, exitProblem } from './script-problem.ts';

/** Folders of one process: what lies beside them is out of reach for scripts and miner. */
export interface RunFolders {
  /** The process's own folder. */
  readonly top: string;
  readonly work: string;
  /** A copy of the package that may be written in. */
  readonly miner: string;
  readonly logFile: string;
}

export interface ScriptOptions {
  readonly script: typeof startScript | typeof statsScript;
  readonly confinement: Confinement;
  /** Where the package lies as it was imported: scripts are run from there. */
  readonly content: string;
  readonly folders: RunFolders;
  readonly network: 'none' | number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly stats?: Readonly<Record<string, unknown>>;
  /** Keeps secrets out of what is told. */
  readonly mask: (text: string) => string;
  readonly signal?: AbortSignal;
}

export interface ScriptAnswer {
  /** What it handed over by `run` or `set_stats`; null where it did not. */
  readonly text: string | null;
  /** Lines of its log, then of its output. */
  readonly log: string;
}

/** As long as RaveOS users wait for a start, and half of the time between two questions. */
const timeoutMs = { [startScript]: 20_000, [statsScript]: 5_000 } as const;
const maxAnswerBytes = 1024 * 1024;
const maxLogBytes = 512 * 1024;
const shownCharacters = 1_000;

export const runFolders = (top: string): RunFolders => ({
  top,
  work: join(top, 'work'),
  miner: join(top, 'miner'),
  logFile: join(top, 'work/miner.log'),
});

/**
 * Runs a script of a package confined, in a folder of its own for what it is told and answers.
 *
 * @throws {ScriptFailedError} where it takes too long, prints without end, or fails
 */
export async function runRaveosScript(options: ScriptOptions): Promise<ScriptAnswer> {
  const { script, confinement, content, folders, network, mask, signal } = options;
  // New for each time: no miner can have put anything there that a name of ours would lead to.
  const exchange = await mkdtemp(join(folders.top, 'script-'));
  const at = (name: string): string => join(exchange, name);
  try {
    await mkdir(at('tmp'));
    await writeFile(at('config.json'), JSON.stringify(options.config), { mode: 0o600 });
    await writeFile(at('stats.json'), JSON.stringify(options.stats ?? {}), { mode: 0o600 });
    const end = await confinement.runScript({
      language: 'python',
      script: join(content, script),
      read: [content],
      write: [folders.work, folders.miner, exchange],
      network,
      variables: {
        TMPDIR: at('tmp'),
        RAVINOS_CONFIG: at('config.json'),
        RAVINOS_STATS: at('stats.json'),
        RAVINOS_COMMAND: at('command.json'),
        RAVINOS_RESULT: at('result.json'),
        RAVINOS_LOG: at('log.txt'),
      },
      timeoutMs: timeoutMs[script],
      ...(signal && { signal }),
    });
    const told = (await readStrangeFile(at('log.txt'), maxLogBytes)) ?? '';
    const log = mask(`${told}${end.output}`).trim();
    const problem = problemOf(script, end, told);
    if (problem !== null) throw new ScriptFailedError(mask(problem), log.slice(-shownCharacters));
    const answer = script === startScript ? 'command.json' : 'result.json';
    return { text: await readStrangeFile(at(answer), maxAnswerBytes), log };
  } finally {
    await rm(exchange, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @returns null where it ended as it should */
function problemOf(script: keyof typeof timeoutMs, end: ScriptEnd, log: string): string | null {
  const name = script.split('/').at(-1) ?? script;
  const ending = endingProblem(name, end, timeoutMs[script]);
  if (ending !== null) return ending;
  if (end.exitCode === 0) return null;
  const error = log
    .trim()
    .split('\n')
    .findLast((line) => line.startsWith('error: '));
  const last = error?.slice('error: '.length) ?? end.output.trim().split('\n').at(-1) ?? '';
  return exitProblem(name, end.exitCode, last);
}
