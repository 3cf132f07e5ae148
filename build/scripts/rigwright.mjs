// `npm run -s rigwright -- …`: the command line of this checkout, installed and built first where needed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildProgram, node24, root, setUp } from './set-up.mjs';

await setUp();
buildProgram();
runCli(process.argv.slice(2));

function runCli(args) {
  const child = spawn(node24(), [join(root, 'out/main/cli.js'), ...args], { stdio: 'inherit' });
  // A terminal signals the whole group itself; these are for who signals this process alone.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
