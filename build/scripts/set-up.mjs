// Installs and builds what is missing. Runs on the system's Node (>= 20.19), with no package at hand.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
const at = (path) => join(root, path);
const stamp = at('node_modules/.rigwright-lock');
/** Written when a build has succeeded. */
const buildStamp = at('out/.built');

/** Says what happens on stderr: stdout belongs to the program that is run. */
export const say = (text) => process.stderr.write(`${text}\n`);

export function fail(text) {
  say(text);
  process.exit(1);
}

/** Everything a command needs: packages as locked, their compiled parts, our addon. */
export async function setUp() {
  installPackages();
  const { buildAddon, buildNodePty } = await import('./build-addon.mjs');
  const terminal = buildNodePty();
  // Nothing replaces the terminal; without the addon the WebAssembly kernels do its work.
  if (terminal.outcome === 'failed') fail(`${terminal.output}\n${terminal.message}`);
  const addon = buildAddon();
  for (const { outcome, message } of [terminal, addon]) if (outcome !== 'ready') say(message);
}

/** The Node 24 that the project brings, or this one where it is new enough. */
export function node24() {
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const own = at(
    `node_modules/node-${{ win32: 'win' }[process.platform] ?? process.platform}-${process.arch}/${file}`,
  );
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 11)) return process.execPath;
  return fail(
    `There is no Node 24 package for ${process.platform}-${process.arch}: install Node 24.11 or later, then run this again.`,
  );
}

/** Environment in which the project's own tools and its Node come first. */
export function toolEnvironment() {
  const { PATH = '', Path = PATH, ...rest } = process.env;
  return {
    ...rest,
    PATH: [at('node_modules/.bin'), resolve(node24(), '..'), Path].join(delimiter),
  };
}

/** Runs a tool of node_modules with the project's Node; its output goes to stderr. */
export function runTool(script, args, options = {}) {
  return spawnSync(node24(), [at(script), ...args], {
    cwd: root,
    env: toolEnvironment(),
    stdio: ['ignore', 2, 2],
    ...options,
  });
}

/** Builds out/ where a source is newer than it. */
export function buildProgram() {
  const sources = [
    ...['electron', 'renderer', 'resources/web-miner', 'native/wasm'],
    ...['package-lock.json', 'electron.vite.config.ts'],
  ];
  const changedAt = Math.max(...sources.map(newest));
  if (existsSync(buildStamp) && statSync(buildStamp).mtimeMs >= changedAt) return;
  say('Building Rigwright …');
  build('node_modules/electron-vite/bin/electron-vite.js', ['build']);
  build('node_modules/vite/bin/vite.js', [
    'build',
    '--config',
    'resources/web-miner/vite.config.ts',
  ]);
  writeFileSync(buildStamp, '');
}

function build(script, args) {
  const { status, output } = runTool(script, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) fail(`${output?.join('') ?? ''}\nThe build failed; the lines above say why.`);
}

function newest(path) {
  const full = resolve(root, path);
  const entry = statSync(full);
  if (!entry.isDirectory()) return entry.mtimeMs;
  const names = readdirSync(full).filter(
    (name) => !name.endsWith('.test.ts') && name !== 'node_modules',
  );
  return Math.max(0, ...names.map((name) => newest(join(full, name))));
}

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing packages as locked (a minute or so the first time) …');
  const started = Date.now();
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // engine warnings are many and untrue: the project runs on the Node it brings.
  const { status, error } = spawnSync(npm, ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    fail(`npm ci failed${error ? `: ${error.message}` : ''}. Is the npm registry reachable?`);
  writeFileSync(stamp, lock);
  say(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}
