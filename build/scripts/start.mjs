// `npm start`: the desktop app; without Electron or a display the headless service, and it says so.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildProgram, node24, root, say, setUp } from './set-up.mjs';

const electron = join(root, 'node_modules/electron');

await setUp();
buildProgram();
const obstacle = desktopObstacle();
if (obstacle)
  say(`${obstacle}: starting the headless service instead; open the address below in a browser.`);
run(obstacle ? [join(root, 'out/main/cli.js'), 'serve'] : [join(electron, 'cli.js'), root]);

/** Why the desktop app cannot open here, or undefined. */
function desktopObstacle() {
  if (process.platform === 'linux') {
    const { DISPLAY, WAYLAND_DISPLAY } = process.env;
    if (!DISPLAY && !WAYLAND_DISPLAY) return 'There is no display';
    if (process.getuid() === 0) return 'The desktop app does not run as root';
  }
  if (existsSync(join(electron, 'path.txt'))) return undefined;
  say("Downloading Electron's runtime …");
  const { status } = spawnSync(node24(), [join(electron, 'install.js')], {
    stdio: 'ignore',
    timeout: 300_000,
  });
  return status === 0 ? undefined : "Electron's runtime could not be downloaded";
}

function run([file, ...args]) {
  const child = spawn(node24(), [file, ...args, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
