import { AppError } from '../../base/app-error.ts';
import type { Api } from '../../contract/index.ts';
import type { InstalledVersion, Miner } from '../../contract/values/miner.ts';
import { UsageError } from '../usage-error.ts';

/** The miner a person named by its id or name. @throws {NoSuchMinerNamedError} */
export async function chooseMiner(api: Api, named: string): Promise<Miner> {
  const wanted = named.toLowerCase();
  const miners = await api.call('miners.list', {});
  const miner =
    miners.find(({ id }) => id === wanted) ??
    miners.find(({ name }) => name.toLowerCase() === wanted);
  if (miner) return miner;
  throw new NoSuchMinerNamedError(named);
}

/** One whose versions lie side by side. @throws {AppError} where there is none, or it comes otherwise */
export async function chooseInstallable(api: Api, named: string): Promise<Miner> {
  const miner = await chooseMiner(api, named);
  if (miner.kind === 'builtin') {
    throw new UsageError(`${miner.name} is a part of Rigwright: it comes and goes with it.`);
  }
  if (miner.kind === 'package') {
    throw new UsageError(`${miner.id} is a package: “rigwright packages” looks after it.`);
  }
  return miner;
}

/** The version a person named, else the active one. @throws {AppError} where it is not installed */
export function chooseVersion(miner: Miner, named: string | undefined): InstalledVersion {
  const { name, versions } = miner;
  const version = versions.find((each) =>
    named === undefined ? each.active : each.version === named,
  );
  if (version) return version;
  throw new NotInstalledError(
    named === undefined ? name : `${name} ${named}`,
    versions.map((each) => each.version),
  );
}

class NoSuchMinerNamedError extends AppError {
  readonly code = 'no-such-miner';
  readonly userMessage: string;
  override readonly suggestion = '“rigwright miners list” shows those that are known.';
  constructor(named: string) {
    super(`no miner ${named}`);
    this.userMessage = `There is no miner “${named}”.`;
  }
}

class NotInstalledError extends AppError {
  readonly code = 'no-such-version';
  readonly userMessage: string;
  override readonly suggestion: string;
  constructor(what: string, installed: readonly string[]) {
    super(`${what} is not installed`);
    this.userMessage = `${what} is not installed.`;
    this.suggestion =
      installed.length === 0
        ? 'Install it with “rigwright miners install”.'
        : `Installed are: ${installed.join(', ')}.`;
  }
}
