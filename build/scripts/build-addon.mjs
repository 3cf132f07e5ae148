// Builds what has to be compiled on this machine: the native kernels, and node-pty where its package
// brings no binary. Both speak Node-API, so one build serves Node and Electron.
//
//   node build/scripts/build-addon.mjs [--required]
//
// Without a compiler it says so in one sentence and succeeds, because the WebAssembly kernels serve
// in their place; with --required that is a failure.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');
const modules = join(root, 'node_modules');

/**
 * @typedef {'ready' | 'built' | 'failed'} Outcome
 * @typedef {{ outcome: Outcome, message: string, output: string }} Result
 *   `message` is one sentence for a person, `output` what the build printed.
 */

/** Builds the kernels' addon where its sources are newer than it. @returns {Result} */
export function buildAddon() {
  const folder = join(root, 'native/node');
  const built = join(folder, 'build/Release/kernels.node');
  const sources = [
    join(root, 'native/kernels'),
    join(folder, 'addon.cpp'),
    join(folder, 'binding.gyp'),
  ];
  if (existsSync(built) && modifiedAt(built) >= Math.max(...sources.map(modifiedAt))) {
    return ready('The native kernels are up to date.');
  }
  return build('native kernels', folder, built);
}

/** Builds node-pty where neither its package nor an earlier build has its binary. @returns {Result} */
export function buildNodePty() {
  const folder = join(modules, 'node-pty');
  const built = join(folder, 'build/Release/pty.node');
  const shipped = join(folder, `prebuilds/${process.platform}-${process.arch}/pty.node`);
  if (existsSync(built) || existsSync(shipped)) return ready('node-pty is ready.');
  return build('pseudo terminal (node-pty)', folder, built);
}

/** @returns {Result} */
function ready(message) {
  return { outcome: 'ready', message, output: '' };
}

/** @returns {Result} */
function build(what, folder, result) {
  const args = [join(modules, 'node-gyp/bin/node-gyp.js'), 'rebuild', ...headers()];
  const { status, error, stdout, stderr } = spawnSync(nodeProgram(), args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // binding.gyp asks a program called `node` for folders; it shall be ours.
    env: { ...process.env, PATH: join(modules, '.bin') + delimiter + (process.env.PATH ?? '') },
  });
  const output = `${stdout ?? ''}${stderr ?? ''}`;
  if (status === 0 && existsSync(result)) {
    return { outcome: 'built', message: `Built the ${what}.`, output };
  }
  const message = `The ${what} could not be built: ${reason(output, error)}.`;
  return { outcome: 'failed', message, output };
}

/** node-gyp downloads headers unless it is told where they lie; our Node's package brings them. */
function headers() {
  // On Windows it also needs node.lib, which the package lacks.
  const folder = nodePackage();
  const found = process.platform !== 'win32' && existsSync(join(folder, 'include/node/node_api.h'));
  return found ? [`--nodedir=${folder}`] : [];
}

/** node-gyp needs a newer Node than the one that may run this script. */
function nodeProgram() {
  const bin = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const program = join(nodePackage(), bin);
  return existsSync(program) ? program : process.execPath;
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return join(modules, `node-${platform}-${process.arch}`);
}

function reason(output, error) {
  if (/Could not find any Python/.test(output)) return 'Python 3 is missing';
  if (/not found: make|(g\+\+|c\+\+|clang\+\+): .*(not found|No such file)/.test(output)) {
    return 'a C++ compiler is missing (on Debian: apt-get install g++ make python3)';
  }
  if (/Could not find any Visual Studio/.test(output)) {
    return 'Visual Studio with "Desktop development with C++" is missing';
  }
  const line = output.split('\n').find((text) => /(error:|ERR! stack)/.test(text));
  return (line?.trim() ?? error?.message ?? 'node-gyp failed').replace(/\.$/, '');
}

/** Of a folder: when the newest file in it was changed, epoch ms. */
function modifiedAt(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => modifiedAt(join(path, name))));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const required = process.argv.includes('--required');
  const { outcome, message, output } = buildAddon();
  const failed = outcome === 'failed';
  if (failed && required) console.error(output);
  console.log(
    failed && !required ? `${message} The WebAssembly kernels are used instead.` : message,
  );
  process.exitCode = failed && required ? 1 : 0;
}
