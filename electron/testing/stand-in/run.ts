#!/usr/bin/env node
// Takes the place of Electron's executable (ELECTRON_EXEC_PATH) where that cannot be had: runs the
// app's main process under Node and shows its windows in the system's Chromium.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const args = process.argv.slice(2);
const at = args.findIndex((arg) => !arg.startsWith('-'));
const root = resolve(at < 0 ? '.' : (args[at] ?? '.'));
const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly main: string;
};
const { DISPLAY, WAYLAND_DISPLAY } = process.env;
const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
const register = new URL('./register.ts', import.meta.url).href;
const rest = args.filter((_, index) => index !== at);
const child = spawn(process.execPath, ['--import', register, join(root, main), ...rest], {
  stdio: 'inherit',
  env: { ...process.env, STANDIN_APP_ROOT: root, STANDIN_HEADED: hasDisplay ? '1' : '0' },
});
child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
