import { askYesNo } from '../ask.ts';
import type { CommandLine, GlobalOptions } from '../program.ts';
import { importPackage } from './import.ts';
import { consentPackage, listPackages, removePackage, showPackage } from './packages.ts';

/** Adds `packages import | list | show | consent | remove`. */
export function addPackageCommands({ program, command, withService, signal }: CommandLine): void {
  const packages = program
    .command('packages')
    .description('Custom packages: miners that somebody packed for RaveOS');

  command('import <file>', 'Take a package in; nothing in it is run', packages).action(
    (file: string, options: GlobalOptions) =>
      withService(options, (api, output) => importPackage(api, file, signal, output)),
  );

  command('list', 'Packages of this rig', packages).action((options: GlobalOptions) =>
    withService(options, listPackages),
  );

  command('show <id>', 'Everything about a package, or one of its scripts', packages)
    .option('--script <path>', 'print the text of this script instead')
    .action((id: string, options: GlobalOptions & { script?: string }) =>
      withService(options, (api, output) => showPackage(api, id, options, output)),
    );

  command('consent <id>', 'Agree that the scripts of a package run', packages)
    .option('--yes', 'agree without being asked', false)
    .action((id: string, options: GlobalOptions & { yes: boolean }) =>
      withService(options, (api, output) =>
        consentPackage(
          api,
          id,
          { ...options, ask: (question) => askYesNo(question, signal) },
          output,
        ),
      ),
    );

  command('remove <id>', 'Remove a package whose miner does not run', packages).action(
    (id: string, options: GlobalOptions) =>
      withService(options, (api, output) => removePackage(api, id, output)),
  );
}
