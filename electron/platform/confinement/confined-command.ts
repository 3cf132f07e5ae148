import type { Rules } from './confinement.ts';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * The command that starts another one with what it may do limited. Where a rule cannot be enforced,
 * it starts nothing and ends with 126.
 *
 * @param python    interpreter
 * @param launcher  file of confine.py
 * @param command   its file is an absolute path
 */
export function confinedCommand(
  python: string,
  launcher: string,
  rules: Rules,
  command: Command,
): Command {
  const { read, write, devices, network, limits, layers, hold } = rules;
  const text = JSON.stringify({
    read,
    write,
    devices,
    network,
    limits,
    layers,
    hold: hold !== null,
    log: hold?.log ?? null,
  });
  return {
    file: python,
    // Alone: no folder of the person's and no variable changes what the launcher does.
    args: ['-I', '-S', '-B', launcher, text, '--', command.file, ...command.args],
  };
}
