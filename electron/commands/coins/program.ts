import { Option } from 'commander';
import { PoolDialect } from '../../contract/values/coin.ts';
import type { CommandLine, GlobalOptions } from '../program.ts';
import { checkWallet, listCoins, listPools, testPool, type PoolToTest } from './coins.ts';

/** Adds `coins`, `pools [coin]`, `pools test` and `wallets check`. */
export function addCoinCommands({ program, command, withService }: CommandLine): void {
  command('coins', 'Coins this rig knows').action((options: GlobalOptions) =>
    withService(options, listCoins),
  );

  const pools = command('pools', 'Pools this rig knows')
    .argument('[coin]', 'of one coin alone: its id, short name or name')
    .action((coin: string | undefined, options: GlobalOptions) =>
      withService(options, (api, output) => listPools(api, coin, output)),
    );

  command('test <url>', 'Try a pool out: name, connection, encryption, login, first job', pools)
    .addOption(
      new Option(
        '--dialect <name>',
        'what it speaks (default: that of the known pool there)',
      ).choices(PoolDialect.options),
    )
    .option('--user <name>', 'wallet or account, with a worker or without', '')
    .addOption(new Option('--pass <word>', 'password at the pool').env('POOL_PASS'))
    .action((url: string, options: GlobalOptions & Omit<PoolToTest, 'url'>) =>
      withService(options, (api, output) => testPool(api, { ...options, url }, output)),
    );

  const wallets = program.command('wallets').description('Check addresses of wallets');
  command('check <coin> <address>', 'Check an address: form, checksum, network', wallets).action(
    (coin: string, address: string, options: GlobalOptions) =>
      withService(options, (api, output) => checkWallet(api, { coin, address }, output)),
  );
}
