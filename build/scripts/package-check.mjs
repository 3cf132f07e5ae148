// `npm run package:check`: packs the built program as for a release, but around a folder that only
// looks like Electron; then checks what is in the package and mines with what is in it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractArchive, listArchive } from './asar.mjs';
import { makeFakeElectron } from './fake-electron.mjs';
import { buildProgram, fail, node24, root, toolEnvironment } from './set-up.mjs';

const cache = join(root, '.cache/package-check');
const archive = join(cache, 'linux-unpacked/resources/app.asar');

const needed = [
  'package.json',
  'out/main/main.js',
  'out/main/cli.js',
  'out/main/pty-host.js',
  'out/main/builtin-miner.js',
  'out/main/scan-worker.js',
  'out/main/kernel-worker.js',
  'out/main/speed-worker.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
  'out/web-miner/index.html',
  'native/wasm/kernels.wasm',
  'native/wasm/kernels-relaxed.wasm',
  'resources/icons/icon.png',
  ...['mining', 'paused', 'attention', 'idle'].map((name) => `resources/icons/tray/${name}.png`),
];

/** Loaded by the system, which cannot look into the archive. */
const neededUnpacked = [
  'node_modules/better-sqlite3/prebuilds/linux-x64.node',
  'node_modules/node-pty/build/Release/pty.node',
  'resources/ravinos/confine.py',
  'resources/ravinos/ravinos/__init__.py',
  'resources/hiveos/bin/gpu-stats',
  'resources/hiveos/stats.sh',
  'resources/mmpos/run.sh',
  ...['native/node/build/Release/kernels.node'].filter((file) => existsSync(join(root, file))),
];

const unwanted = [
  /\.map$/,
  /\.(ts|mts|cts|vue|cpp|hpp|c|h|md)$/,
  /(^|[./-])test\.[cm]?js$/,
  /^(electron|renderer|resources\/web-miner|build|native\/(kernels|vectors)|out\/(screenshots|test-reports))\//,
  /^node_modules\/node-(linux|win|darwin|bin)-/,
  /^node_modules\/(electron|vite|vitest|vue|playwright-core|typescript)\//,
  /(win32|darwin|linuxmusl|arm64)[^/]*\.node$/,
  /obj\.target/,
];

/** Everything but Electron itself; more than this would be something that crept in. */
const maxBytes = 40 * 1024 * 1024;

if (process.platform !== 'linux') {
  console.log('The package is checked on Linux only.');
  process.exit(0);
}
buildProgram();
pack();
const files = listArchive(archive);
checkContents();
mineFromPackage();
const megabytes = (total() / 1024 ** 2).toFixed(1);
console.log(`The package has what it needs: ${files.length} files, ${megabytes} MB; it mines.`);

function pack() {
  rmSync(cache, { recursive: true, force: true });
  makeFakeElectron(join(cache, 'electron'));
  runNode([
    'node_modules/electron-builder/cli.js',
    ...['--linux', 'dir', '--x64', '--publish', 'never'],
    ...['--config', 'build/electron-builder.yml'],
    `-c.electronDist=${join(cache, 'electron')}`,
    `-c.directories.output=${cache}`,
  ]);
}

function checkContents() {
  const paths = new Set(files.map(({ path }) => path));
  const unpacked = new Set(files.filter((file) => file.isUnpacked).map(({ path }) => path));
  const problems = [
    ...needed.filter((path) => !paths.has(path)).map((path) => `missing: ${path}`),
    ...neededUnpacked.filter((path) => !unpacked.has(path)).map((path) => `not unpacked: ${path}`),
    ...[...paths]
      .filter((path) => unwanted.some((pattern) => pattern.test(path)))
      .map((path) => `should not be there: ${path}`),
    ...(total() > maxBytes ? [`too large: ${total()} bytes`] : []),
  ];
  if (problems.length > 0) fail(`The package is not right:\n${problems.join('\n')}`);
}

function total() {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** The package's own files, with nothing of this checkout beside them, must be able to mine. */
function mineFromPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'rigwright-package-'));
  try {
    extractArchive(archive, join(folder, 'app'));
    const demo = ['demo', '--seconds', '2', '--threads', '1', '--json'];
    runNode([join(folder, 'app/out/main/cli.js'), ...demo, '--data', join(folder, 'data')]);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function runNode(args) {
  const { status, stdout, stderr } = spawnSync(node24(), args, {
    cwd: root,
    env: toolEnvironment(),
    encoding: 'utf8',
    timeout: 180_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) fail(`${stdout}${stderr}\n${args[0]} failed.`);
}
