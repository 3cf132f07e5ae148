import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { MinerId } from '../../contract/values/ids.ts';
import { BuiltinAlgorithm } from '../../contract/values/profile.ts';
import { xmrigDialect } from '../../protocols/miner-output/xmrig-dialect.ts';
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

/** Its dataset is nothing and its kernels load at once: what takes longer waits for a pool. */
const warmUpLimitMs = 10 * 60_000;

/** Starts the miner that comes with the program. */
export function builtinDriver({ file, entry, version }: BuiltinOptions): Driver {
  return {
    miner: {
      id: builtinMinerId,
      name: 'Built-in CPU miner',
      version,
      algorithms: BuiltinAlgorithm.options,
      canPause: true,
      installed: true,
    },
    dialect: xmrigDialect,
    async prepare({ folder, algorithm, threads, throttle, pools }) {
      const host = '127.0.0.1';
      const port = await freeLoopbackPort();
      const token = randomBytes(24).toString('base64url');
      const config = join(folder, 'config.json');
      await writeSecretFile(
        config,
        JSON.stringify({ pools, algorithm, threads, throttle, api: { host, port, token } }),
      );
      return {
        file,
        args: [entry, '--config', config],
        cwd: folder,
        // Electron's executable then is the Node inside it; Node itself does not mind.
        env: { ...childEnvironment(process.env), ELECTRON_RUN_AS_NODE: '1' },
        api: { url: `http://${host}:${port}`, token },
        secrets: [token, ...pools.map(({ password }) => password)],
        warmUpLimitMs,
      };
    },
  };
}
