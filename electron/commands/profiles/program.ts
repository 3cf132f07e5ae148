import { InvalidArgumentError } from 'commander';
import type { CommandLine, GlobalOptions } from '../program.ts';
import { start } from '../runs.ts';
import { createProfile, type CreateOptions } from './create.ts';
import { diffProfile, exportProfiles, importProfiles } from './exchange.ts';
import type { ExportOptions, ImportOptions } from './exchange.ts';
import { listProfiles, removeProfile } from './list.ts';

/** Adds `profiles list | create | export | import | diff | start | remove`. */
export function addProfileCommands({
  program,
  command,
  withService,
  withRunningService,
}: CommandLine): void {
  const profiles = program.command('profiles').description('What to mine, where and how');

  command('list', 'Profiles of this rig', profiles).action((options: GlobalOptions) =>
    withService(options, listProfiles),
  );

  command('create', 'Make a profile', profiles)
    .requiredOption('--name <name>', 'what it is called')
    .requiredOption('--miner <id>', 'what mines, such as xmrig')
    .option('--algorithm <name>', 'such as rx/0 (default: that of the coin)')
    .option('--coin <name>', 'id, short name or name of a coin')
    .requiredOption('--pool <url>', 'more than one in order of preference', each)
    .option('--user <name>', 'at the pools (default: %EWAL%.%WORKER% where there is a wallet)')
    .option('--wallet <address>', 'what %EWAL% stands for')
    .option('--worker <name>', 'what %WORKER% stands for (default: the name of this rig)')
    .option('--login <name>', 'what %LOGIN% stands for')
    .option('--email <address>', 'what %EMAIL% stands for')
    .option('--pass-file <file>', 'the first line is the password at the pools')
    .option('--pass-stdin', 'the first line of the input is the password at the pools', false)
    .option('--threads <n>', 'mining threads (default: one per core)', threads)
    .option('--set <key=value>', 'a setting of the miner; as often as needed', each)
    .option('--resume', 'start it again after a restart', false)
    .action((options: GlobalOptions & CreateOptions) =>
      withService(options, (api, output) => createProfile(api, options, output)),
    );

  command('export [names...]', 'Profiles as a file (default: all, printed)', profiles)
    .option('--file <file>', 'where to write it')
    .option(
      '--with-passwords',
      'locked with a passphrase: RIGWRIGHT_PASSPHRASE, or asked for',
      false,
    )
    .action((names: string[], options: GlobalOptions & ExportOptions) =>
      withService(options, (api, output) => exportProfiles(api, names, options, output)),
    );

  command(
    'import <file>',
    'Take profiles in: our file, a config.json of XMRig or a mining_profiles.json',
    profiles,
  )
    .option('--apply', 'do it (default: only tell what would happen)', false)
    .option('--replace', 'replace profiles of the same name (default: keep both)', false)
    .option(
      '--with-passwords',
      'unlock them with the passphrase: RIGWRIGHT_PASSPHRASE, or asked for',
      false,
    )
    .action((file: string, options: GlobalOptions & ImportOptions) =>
      withService(options, (api, output) => importProfiles(api, file, options, output)),
    );

  command('diff <name> <file>', 'How a profile differs from the one in a file', profiles).action(
    (name: string, file: string, options: GlobalOptions) =>
      withService(options, (api, output) => diffProfile(api, { name, file }, output)),
  );

  command('start <name>', 'Start a profile, by name or id', profiles).action(
    (name: string, options: GlobalOptions) =>
      withRunningService(options, (api, output) => start(api, name, output)),
  );

  command('remove <name>', 'Delete a profile that is not running', profiles).action(
    (name: string, options: GlobalOptions) =>
      withService(options, (api, output) => removeProfile(api, name, output)),
  );
}

/** One of several: each time the option is given. */
function each(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function threads(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1024) return value;
  throw new InvalidArgumentError('It must be a whole number from 1 to 1024.');
}
