// Builds native/wasm/*.wasm, which are committed: whoever installs the program needs no toolchain for
// them.
//
//   node build/scripts/build-wasm.mjs           writes them and their SHA-256
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
  'stack-size=262144', // a step that is compared with known answers has a whole job on it
];

/** The same sources for every engine with SIMD, and for those that also have its relaxed part. */
const builds = [
  { name: 'kernels.wasm', flags: [] },
  { name: 'kernels-relaxed.wasm', flags: ['-mrelaxed-simd'] },
];

const native = resolve(import.meta.dirname, '../../native');
const isCheck = process.argv.includes('--check');

const temporary = mkdtempSync(join(tmpdir(), 'rigwright-wasm-'));
try {
  for (const { name, flags } of builds) {
    const bytes = build(temporary, flags);
    if (isCheck) check(name, bytes);
    else write(name, bytes);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function build(folder, flags) {
  // Paths are relative and sorted, so that neither the place nor the file system shows in the result.
  const sources = readdirSync(join(native, 'kernels'), { recursive: true })
    .map((path) => `kernels/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.cpp'))
    .sort();
  const objects = [...sources, 'wasm/module.cpp'].map((source, index) => {
    const object = join(folder, `${index}.o`);
    run(compiler, [...compilerFlags, ...flags, '-c', source, '-o', object]);
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

function write(name, bytes) {
  writeFileSync(committed(name), bytes);
  writeFileSync(`${committed(name)}.sha256`, checksumLine(name, bytes));
  console.log(`Wrote native/wasm/${name}, ${bytes.length} bytes.`);
}

function check(name, bytes) {
  const same =
    bytes.equals(readFileSync(committed(name))) &&
    readFileSync(`${committed(name)}.sha256`, 'utf8') === checksumLine(name, bytes);
  if (!same) {
    throw new Error(
      `native/wasm/${name} is not what its sources give: run "npm run wasm" and commit it.`,
    );
  }
  console.log(`native/wasm/${name} is what its sources give.`);
}

function committed(name) {
  return join(native, 'wasm', name);
}

/** As sha256sum writes and reads it. */
function checksumLine(name, bytes) {
  return `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;
}
