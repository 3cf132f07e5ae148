import { readFile } from 'node:fs/promises';
import type { Api } from '../../contract/index.ts';
import type { Coin } from '../../contract/values/coin.ts';
import { MinerId } from '../../contract/values/ids.ts';
import type { Miner } from '../../contract/values/miner.ts';
import type { MinerSettings } from '../../contract/values/profile.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { firstLineOf, readStdin } from './given-secret.ts';

export interface CreateOptions {
  readonly name: string;
  readonly miner: string;
  readonly algorithm?: string;
  readonly coin?: string;
  readonly pool: readonly string[];
  readonly user?: string;
  readonly wallet?: string;
  readonly worker?: string;
  readonly login?: string;
  readonly email?: string;
  readonly passFile?: string;
  readonly passStdin: boolean;
  readonly threads?: number;
  readonly set?: readonly string[];
  readonly resume: boolean;
}

/** @throws {AppError} where what was given does not fit together, or the miner does not take it */
export async function createProfile(
  api: Api,
  options: CreateOptions,
  output: Output,
): Promise<void> {
  const { name, wallet = '', worker = '', login = '', email = '', threads = null } = options;
  const coin = await coinOf(api, options.coin);
  const algorithm = options.algorithm ?? coin?.algorithm;
  if (algorithm === undefined) throw new UsageError('Name --algorithm, or a --coin.');
  const password = await passwordOf(options);
  const user = options.user ?? (wallet === '' ? '' : '%EWAL%.%WORKER%');
  const profile = await api.call('profiles.create', {
    name,
    minerId: minerId(options.miner),
    algorithm,
    coinId: coin?.id ?? null,
    wallet,
    worker,
    login,
    email,
    threads,
    throttle: 0,
    settings: await settingsOf(api, options),
    resumeAfterRestart: options.resume,
    pools: options.pool.map((url) => ({
      url,
      user,
      ...(password !== undefined && { password }),
    })),
  });
  output.result(profile, [`Made ${profile.name}: ${profile.id}`]);
}

function minerId(text: string): MinerId {
  const parsed = MinerId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`“${text}” is no id of a miner: “rigwright miners list” shows them.`);
}

async function coinOf(api: Api, named: string | undefined): Promise<Coin | undefined> {
  if (named === undefined) return undefined;
  const coins = await api.call('coins.list', {});
  const found = coins.find((coin) =>
    [coin.id, coin.symbol, coin.name].some((word) => word.toLowerCase() === named.toLowerCase()),
  );
  if (found) return found;
  throw new UsageError(`There is no coin called “${named}”: “rigwright coins” shows them.`);
}

async function passwordOf({ passFile, passStdin }: CreateOptions): Promise<string | undefined> {
  if (passFile !== undefined && passStdin) {
    throw new UsageError('Use either --pass-file or --pass-stdin.');
  }
  if (passStdin) return firstLineOf(await readStdin());
  if (passFile === undefined) return undefined;
  const text = await readFile(passFile, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${passFile} cannot be read (${(error as Error).message}).`);
  });
  return firstLineOf(text);
}

/** `key=value` in the kind that the miner's setting has; what it does not know is told by the rig. */
async function settingsOf(api: Api, { set = [], miner }: CreateOptions): Promise<MinerSettings> {
  if (set.length === 0) return {};
  const miners = await api.call('miners.list', {});
  const known = miners.find(({ id }) => id === miner);
  return Object.fromEntries(
    set.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`“${pair}” must look like key=value.`);
      const [key, text] = [pair.slice(0, at), pair.slice(at + 1)];
      return [key, valueOf(known, key, text)];
    }),
  );
}

const switches = new Map([
  ['true', true],
  ['on', true],
  ['false', false],
  ['off', false],
]);

function valueOf(miner: Miner | undefined, key: string, text: string): MinerSettings[string] {
  const kind = miner?.settings.find((setting) => setting.key === key)?.kind;
  if (kind === 'switch') return switches.get(text.toLowerCase()) ?? text;
  const isNumber = kind === 'integer' || kind === 'number';
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
