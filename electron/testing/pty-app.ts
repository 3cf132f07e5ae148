/**
 * A program with a pty host, to be killed by tests: `node pty-app.ts LIVE_FILE RUN_ID [miner flags]`.
 * Prints the pid of its pty host and lives until it is killed.
 */
import { silentLog } from '../base/log.ts';
import { PtyHostClient } from '../platform/pty/pty-host-client.ts';
import { ptyHostEntry } from './pty-host-entry.ts';
import { scriptedMiner } from './scripted-miner/scripted-miner.ts';

const [liveFile = '', runId = '', ...flags] = process.argv.slice(2);
const client = new PtyHostClient({ entry: ptyHostEntry, liveFile, log: silentLog });
const output = Promise.withResolvers<void>();
await client.spawn({
  runId,
  file: process.execPath,
  args: [scriptedMiner, ...flags],
  cwd: import.meta.dirname,
  env: {},
  onOutput: (chunk) => {
    if (Buffer.from(chunk).includes('ready')) output.resolve();
  },
});
await output.promise;
process.stdout.write(`${client.hostPid}\n`);
