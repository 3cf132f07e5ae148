import { stripVTControlCharacters } from 'node:util';
import { readAnswerFields } from '../../protocols/packages/answer-fields.ts';
import { toolsNotFound } from '../../protocols/packages/required-tools.ts';
import { runBashScript, type BashScript } from './bash-script.ts';
import { ScriptFailedError, ToolsMissingError } from './package-errors.ts';
import { exitProblem } from './script-problem.ts';

/** What a package's h-config.sh left behind. Paths are as it gave them. */
export interface HiveosConfigured {
  /** File of its configuration; '' where it named none. */
  readonly config: string;
  /** Log of its miner without the ending; '' where it named none. */
  readonly log: string;
  /** Port of its API; '' where it named none. */
  readonly port: string;
  readonly output: string;
}

const name = 'h-config.sh';
/** It may look for devices and pack things out; people wait for it. */
const timeoutMs = 20_000;

/**
 * Has a package write the configuration of its miner.
 *
 * HiveOS goes on whatever the script returns, and the last line of many returns something by chance;
 * so it counts as failed only where it called exit, or wrote no configuration.
 *
 * @throws {ScriptFailedError | ToolsMissingError}
 */
export async function configureHiveos(
  script: Omit<BashScript, 'name' | 'network' | 'timeoutMs'>,
): Promise<HiveosConfigured> {
  const answer = await runBashScript({ ...script, name, network: 'none', timeoutMs });
  const { output } = answer;
  const fields = answer.text === null ? null : readAnswerFields(answer.text);
  const field = (key: string): string => fields?.get(key) ?? '';
  const status = fields === null ? (answer.exitCode ?? 1) : Number(field('status'));
  const isExit = fields === null || field('ending') === 'exited';
  if (fields === null || (status !== 0 && (isExit || field('written') === 'no'))) {
    const missing = toolsNotFound(output);
    if (missing.length > 0) throw new ToolsMissingError(name, missing);
    const said = plainLines(output).at(-1) ?? '';
    const killed = fields === null && answer.exitCode === null;
    throw new ScriptFailedError(
      exitProblem(name, killed ? null : status, said),
      output.slice(-1_000),
    );
  }
  return { config: field('config'), log: field('log'), port: field('port'), output };
}

/** Without colours, and without lines that have nothing else. */
const plainLines = (output: string): string[] =>
  stripVTControlCharacters(output)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
