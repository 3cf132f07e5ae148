// `npm run dev`: the web app with hot reload over a service that restarts when its sources change.
// `npm run dev -- --desktop` opens the Electron window instead (its runtime must be installed).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { node24, root, say, setUp, toolEnvironment } from './set-up.mjs';

await setUp();
// A data folder of its own: developing never touches the profiles of a rig that mines.
const env = { ...toolEnvironment(), RIGWRIGHT_DATA: join(root, '.cache/dev-data') };
const programs = process.argv.includes('--desktop')
  ? [['node_modules/electron-vite/bin/electron-vite.js', 'dev']]
  : [
      ['--watch', '--watch-preserve-output', 'electron/cli.ts', 'serve', '--port', '9190'],
      ['node_modules/vite/bin/vite.js', '--config', 'build/vite.dev.config.ts'],
    ];
const children = programs.map((args) =>
  spawn(node24(), args, { cwd: root, env, stdio: 'inherit' }),
);
say('Ctrl+C ends all of it.');
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => children.forEach((child) => child.kill(signal)));
}
