import type { Command } from 'commander';
import type { Api } from '../contract/index.ts';
import type { Output } from './output.ts';

/** Options that every command has. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly data?: string;
}

type Work = (api: Api, output: Output) => Promise<void>;

/** What a group of commands adds itself to. */
export interface CommandLine {
  readonly program: Command;
  /** A person wants the command to end. */
  readonly signal: AbortSignal;
  /** A new command with the options that all have. @param parent  left out: the program itself */
  readonly command: (nameAndArgs: string, description: string, parent?: Command) => Command;
  /** Does work with the running service, or with one inside this process where none runs. */
  readonly withService: (options: GlobalOptions, work: Work) => Promise<void>;
  /** Does work with the running service, where it would end with this process otherwise. */
  readonly withRunningService: (options: GlobalOptions, work: Work) => Promise<void>;
}
