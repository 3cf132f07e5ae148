import { askYesNo } from '../ask.ts';
import type { CommandLine, GlobalOptions } from '../program.ts';
import { consentMiner } from './consent.ts';
import { installMiner } from './install.ts';
import { listMiners, type ListOptions } from './list.ts';
import { listReleases } from './releases.ts';
import { showMiner } from './show.ts';
import { updateCatalogue } from './update-catalogue.ts';
import { verifyMiners } from './verify.ts';
import { cancelInstall, removeMiner, switchMiner } from './versions.ts';

const mirrorHelp = 'a server with the paths of GitHub (default: the setting, else GitHub)';

/** Adds `miners list | show | releases | install | cancel | verify | remove | rollback | use | consent | update-catalogue`. */
export function addMinerCommands({ program, command, withService, signal }: CommandLine): void {
  const miners = program.command('miners').description('Mining programs: install, verify, switch');
  const ask = (question: string): Promise<boolean | null> => askYesNo(question, signal);

  command('list', 'Miners this rig knows', miners)
    .option('--installed', 'only those that are there', false)
    .option('--algorithm <name>', 'only those that compute it; a part of its name suffices')
    .action((options: GlobalOptions & ListOptions) =>
      withService(options, (api, output) => listMiners(api, options, output)),
    );

  command(
    'show <id>',
    'Everything about a miner: fee, versions, verification, settings',
    miners,
  ).action((id: string, options: GlobalOptions) =>
    withService(options, (api, output) => showMiner(api, id, output)),
  );

  command('releases <id>', 'Versions that can be installed', miners)
    .option('--mirror <url>', mirrorHelp)
    .action((id: string, options: GlobalOptions & { mirror?: string }) =>
      withService(options, (api, output) => listReleases(api, id, options, output)),
    );

  command('install <id>', 'Install a miner, or a newer version beside the old one', miners)
    .option('--version <version>', 'which (default: the latest)')
    .option('--mirror <url>', mirrorHelp)
    .option('--yes', 'agree to start it where nobody vouches for it', false)
    .action(
      (id: string, options: GlobalOptions & { version?: string; mirror?: string; yes: boolean }) =>
        withService(options, (api, output) =>
          installMiner(api, id, { ...options, ask, signal }, output),
        ),
    );

  command('cancel <id>', 'End an installation that runs in the service', miners).action(
    (id: string, options: GlobalOptions) =>
      withService(options, (api, output) => cancelInstall(api, id, output)),
  );

  command('verify [id]', 'Compare programs with their checksums (default: all)', miners).action(
    (id: string | undefined, options: GlobalOptions) =>
      withService(options, (api, output) => verifyMiners(api, id, output)),
  );

  command('remove <id>', 'Remove a miner that does not run', miners)
    .option('--version <version>', 'only this one (default: all)')
    .action((id: string, options: GlobalOptions & { version?: string }) =>
      withService(options, (api, output) => removeMiner(api, id, options, output)),
    );

  command('rollback <id>', 'Go back to the version before', miners).action(
    (id: string, options: GlobalOptions) =>
      withService(options, (api, output) => switchMiner(api, id, undefined, output)),
  );

  command('use <id> <version>', 'Switch to an installed version', miners).action(
    (id: string, version: string, options: GlobalOptions) =>
      withService(options, (api, output) => switchMiner(api, id, version, output)),
  );

  command('consent <id>', 'Agree to start a program that nobody vouches for', miners)
    .option('--version <version>', 'which (default: the active one)')
    .option('--yes', 'agree without being asked', false)
    .action((id: string, options: GlobalOptions & { version?: string; yes: boolean }) =>
      withService(options, (api, output) => consentMiner(api, id, { ...options, ask }, output)),
    );

  command('update-catalogue <bundle> <signature>', 'Take in a newer list of miners', miners).action(
    (bundle: string, signature: string, options: GlobalOptions) =>
      withService(options, (api, output) => updateCatalogue(api, { bundle, signature }, output)),
  );
}
