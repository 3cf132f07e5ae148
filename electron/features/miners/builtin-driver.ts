import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { MinerId } from '../../contract/values/ids.ts';
import type { Miner } from '../../contract/values/miner.ts';
import { MinerPlatform } from '../../contract/values/miner.ts';
import { xmrigDialect } from '../../protocols/miner-output/xmrig-dialect.ts';
import entryFile from '../../../resources/miners/builtin.json' with { type: 'json' };
import { CatalogueEntry } from './catalogue/catalogue-entry.ts';
import { accountSecrets, hidden } from './account-secrets.ts';
import { childEnvironment } from './child-environment.ts';
import { freeLoopbackPort } from './free-port.ts';
import type { Driver } from './ports.ts';
import { writeSecretFile } from './secret-file.ts';

export const builtinMinerId = MinerId.parse('builtin');

export interface BuiltinOptions {
  /** The program that runs our scripts: Node, or Electron as Node. */
  readonly file: string;
  /** The miner's entry. */
  readonly entry: string;
  readonly version: string;
}

const about = CatalogueEntry.parse(entryFile);

/** Its dataset is nothing and its kernels load at once: what takes longer waits for a pool. */
const warmUpLimitMs = about.warmUpLimitSeconds * 1_000;

/** Starts the miner that comes with the program. */
export function builtinDriver({ file, entry, version }: BuiltinOptions): Driver {
  return {
    miner: builtinMiner(version),
    dialect: xmrigDialect,
    async prepare(request) {
      const { folder, algorithm, threads, throttle, pools } = request;
      const host = '127.0.0.1';
      const port = await freeLoopbackPort();
      const token = randomBytes(24).toString('base64url');
      const name = 'config.json';
      const config = join(folder, name);
      const settings = { pools, algorithm, threads, throttle, api: { host, port, token } };
      await writeSecretFile(config, JSON.stringify(settings));
      const shown = {
        ...settings,
        pools: pools.map((pool) => ({
          ...pool,
          user: hidden(pool.user),
          password: hidden(pool.password),
        })),
        api: { host, port, token: hidden(token) },
      };
      return {
        file,
        args: [entry, '--config', config],
        cwd: folder,
        // Electron's executable then is the Node inside it; Node itself does not mind.
        env: { ...childEnvironment(process.env), ELECTRON_RUN_AS_NODE: '1' },
        api: { url: `http://${host}:${port}`, token },
        secrets: [token, ...accountSecrets(request)],
        warmUpLimitMs,
        files: [{ name, text: `${JSON.stringify(shown, null, 2)}\n` }],
      };
    },
  };
}

/** Always installed, verified by being part of the program. */
function builtinMiner(version: string): Miner {
  const { name, description, licence, openSource, homepage, devFee, devices, settings } = about;
  return {
    id: builtinMinerId,
    name,
    kind: 'builtin',
    version,
    algorithms: Object.keys(about.algorithms),
    canPause: true,
    installed: true,
    description,
    licence,
    openSource,
    homepage,
    devFee: devFee.text,
    devices,
    platforms: MinerPlatform.options,
    supported: true,
    settings,
    notes: about.notes,
    verification: null,
    folder: null,
    versions: [],
    newer: null,
    problem: null,
  };
}
