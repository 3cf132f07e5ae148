import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ScriptFailedError } from './package-errors.ts';
import type { Confinement } from './ports.ts';
import { readStrangeFile } from './read-strange-file.ts';
import { endingProblem } from './script-problem.ts';

export interface BashScript {
  readonly confinement: Confinement;
  /** One of ours, which runs one of the package. */
  readonly script: string;
  /** Of the package's, for messages. */
  readonly name: string;
  readonly args?: readonly string[];
  /** Its own folder is readable for it. */
  readonly read: readonly string[];
  readonly write: readonly [string, ...string[]];
  readonly network: 'none' | number;
  readonly variables: Readonly<Record<string, string>>;
  /** Name of the variable that tells where the answer goes. */
  readonly answerIn: string;
  /** In which a folder for the answer is made, out of reach for miners. */
  readonly folder: string;
  readonly timeoutMs: number;
  /** Keeps secrets out of what is told. */
  readonly mask: (text: string) => string;
  readonly signal?: AbortSignal;
}

export interface BashAnswer {
  /** What it wrote; null where it wrote nothing. */
  readonly text: string | null;
  readonly exitCode: number | null;
  /** The end of what it printed, without secrets. */
  readonly output: string;
}

const maxAnswerBytes = 1024 * 1024;
const shownCharacters = 1_000;

/**
 * Runs a script confined. How it ends is for the caller to judge.
 *
 * @throws {ScriptFailedError} where it takes too long, prints without end, or cannot be confined
 */
export async function runBashScript(run: BashScript): Promise<BashAnswer> {
  // New for each time: no miner can have put anything there that a name of ours would lead to.
  const exchange = await mkdtemp(join(run.folder, 'script-'));
  const answer = join(exchange, 'answer');
  try {
    const end = await run.confinement.runScript({
      language: 'bash',
      script: run.script,
      ...(run.args && { args: run.args }),
      read: run.read,
      write: [...run.write, exchange],
      network: run.network,
      variables: { ...run.variables, [run.answerIn]: answer },
      timeoutMs: run.timeoutMs,
      ...(run.signal && { signal: run.signal }),
    });
    const output = run.mask(end.output).trim();
    const problem = endingProblem(run.name, end, run.timeoutMs);
    if (problem !== null) throw new ScriptFailedError(problem, output.slice(-shownCharacters));
    const text = await readStrangeFile(answer, maxAnswerBytes);
    return { text, exitCode: end.exitCode, output };
  } finally {
    await rm(exchange, { recursive: true, force: true, maxRetries: 3 });
  }
}
