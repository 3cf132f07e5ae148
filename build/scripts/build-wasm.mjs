// Builds native/wasm/kernels.wasm, which is committed: whoever installs the program needs no
// toolchain for it.
//
//   node build/scripts/build-wasm.mjs           writes it and its SHA-256
//   node build/scripts/build-wasm.mjs --check   fails unless the sources give the committed bytes
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Another version gives other bytes, so both are named with theirs (Debian: clang-19, lld-19).
const compiler = 'clang++-19';
const linker = 'wasm-ld-19';

const compilerFlags = [
  '--target=wasm32',
  '-std=c++20',
  '-O3',
  '-msimd128',
  '-mbulk-memory', // copies and fills become instructions: there is no C library to call
  '-fno-exceptions',
  '-fno-rtti',
  '-fvisibility=hidden',
  '-Wall',
  '-Wextra',
];
// The stack comes first, so that one that grew beyond its end would trap instead of meeting constants.
const linkerFlags = [
  '--no-entry',
  '--strip-all',
  '--export=__heap_base',
  '--stack-first',
  '-z',
  'stack-size=131072',
];

const native = resolve(import.meta.dirname, '../../native');
const committed = join(native, 'wasm/kernels.wasm');

const temporary = mkdtempSync(join(tmpdir(), 'rigwright-wasm-'));
try {
  const bytes = build(temporary);
  if (process.argv.includes('--check')) check(bytes);
  else write(bytes);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function build(folder) {
  // Paths are relative and sorted, so that neither the place nor the file system shows in the result.
  const sources = readdirSync(join(native, 'kernels'), { recursive: true })
    .map((path) => `kernels/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.cpp'))
    .sort();
  const objects = [...sources, 'wasm/module.cpp'].map((source, index) => {
    const object = join(folder, `${index}.o`);
    run(compiler, [...compilerFlags, '-c', source, '-o', object]);
    return object;
  });
  const result = join(folder, 'kernels.wasm');
  run(linker, [...linkerFlags, ...objects, '-o', result]);
  return readFileSync(result);
}

function run(program, args) {
  const { status, error, stderr } = spawnSync(program, args, { cwd: native, encoding: 'utf8' });
  if (error?.code === 'ENOENT') {
    throw new Error(`${program} is missing (on Debian: apt-get install clang-19 lld-19).`);
  }
  if (error) throw error;
  if (stderr) process.stderr.write(stderr);
  if (status !== 0) throw new Error(`${program} failed on ${args.at(-3)}.`);
}

function write(bytes) {
  writeFileSync(committed, bytes);
  writeFileSync(`${committed}.sha256`, checksumLine(bytes));
  console.log(`Wrote native/wasm/kernels.wasm, ${bytes.length} bytes.`);
}

function check(bytes) {
  const same =
    bytes.equals(readFileSync(committed)) &&
    readFileSync(`${committed}.sha256`, 'utf8') === checksumLine(bytes);
  if (!same) {
    throw new Error(
      'native/wasm/kernels.wasm is not what its sources give: run "npm run wasm" and commit it.',
    );
  }
  console.log('native/wasm/kernels.wasm is what its sources give.');
}

/** As sha256sum writes and reads it. */
function checksumLine(bytes) {
  return `${createHash('sha256').update(bytes).digest('hex')}  kernels.wasm\n`;
}
