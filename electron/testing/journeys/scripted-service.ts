// The real service, run unbuilt, with the scripted miner as one more miner. The miner is told by the
// user name of its pool how to behave: `flood=1000000`, `exit=1`.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { serve } from '../../commands/serve.ts';
import { terminalOutput, tellFailure } from '../../commands/output.ts';
import { childEnvironment } from '../../features/miners/child-environment.ts';
import { freeLoopbackPort } from '../../features/miners/free-port.ts';
import type { Driver } from '../../features/miners/ports.ts';
import { xmrigDialect } from '../../protocols/miner-output/xmrig-dialect.ts';
import { scriptedMinerInfo } from '../scripted-miner/scripted-miner-info.ts';
import { scriptedMiner } from '../scripted-miner/scripted-miner.ts';

const flags: Readonly<Record<string, (value: string) => string[]>> = {
  flood: (bytes) => ['--flood', bytes, '--speed', '1'],
  exit: (code) => ['--print', '0:cannot find my GPU', '--exit-after', '0.1', '--exit-code', code],
};

const driver: Driver = {
  miner: scriptedMinerInfo({ name: 'Scripted', algorithms: ['sha256d'], canPause: false }),
  dialect: xmrigDialect,
  async prepare({ folder, pools }) {
    const [name = '', value = ''] = pools[0]?.user.split('=') ?? [];
    const port = await freeLoopbackPort();
    const api = ['--api-port', String(port), '--api-token', 'scripted'];
    return {
      file: process.execPath,
      args: [scriptedMiner, ...api, ...(flags[name]?.(value) ?? [])],
      cwd: folder,
      env: childEnvironment(process.env),
      api: { url: `http://127.0.0.1:${port}`, token: 'scripted' },
      secrets: [],
      files: [],
      warmUpLimitMs: 60_000,
    };
  },
};

const { values } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'boolean' }, root: { type: 'string' } },
});
const { data, root } = z.object({ data: z.string(), root: z.string() }).parse(values);
const ended = new AbortController();
process.once('SIGTERM', () => ended.abort('SIGTERM'));

try {
  await serve(
    {
      data,
      entries: {
        ptyHost: `${root}/out/main/pty-host.js`,
        builtinMiner: `${root}/out/main/builtin-miner.js`,
      },
      version: '0.0.0',
      host: undefined,
      port: 0,
      webRoot: `${root}/out/renderer`,
      drivers: [driver],
      signal: ended.signal,
    },
    terminalOutput(true),
  );
} catch (error) {
  process.exitCode = tellFailure(error, true);
}
