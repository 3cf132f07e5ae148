// `npm run fuzz:native [-- --count 1000000] [--seed 1]`: builds the kernels of this processor with
// AddressSanitizer and UBSan, and calls every function so many times with random and mutated inputs.
// It takes about half an hour; wrong reads, overflows and answers that disagree end it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const native = resolve(import.meta.dirname, '../../native');
const folder = resolve(import.meta.dirname, '../../.cache/fuzz');
const program = join(folder, 'fuzz');
const compilerFlags = [
  '-std=c++20',
  '-O1',
  '-g1',
  '-fsanitize=address,undefined',
  '-fno-sanitize-recover=all',
  '-fno-omit-frame-pointer',
  '-Wall',
  '-Wextra',
];

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now()) },
  },
});

await build();
const functions = spawnSync(program, { encoding: 'utf8' }).stdout.trim().split('\n');
console.log(
  `Seed ${values.seed}, ${values.count} inputs to each of ${functions.length} functions.`,
);
const failed = (await onAllCores(functions, fuzz)).filter((passed) => !passed).length;
console.log(failed === 0 ? 'Nothing was found.' : `${failed} functions failed.`);
process.exitCode = failed === 0 ? 0 : 1;

/** One process a core, as the sanitizers make large functions slow to compile. */
async function build() {
  mkdirSync(folder, { recursive: true });
  const sources = readdirSync(join(native, 'kernels'), { recursive: true })
    .filter((path) => path.endsWith('.cpp'))
    .map((path) => join('kernels', path));
  const toCompile = [...sources, 'fuzz/fuzz.cpp'].map((source, index) => ({
    source,
    object: join(folder, `${index}.o`),
  }));
  const objects = toCompile.map(({ object }) => object);
  await onAllCores(toCompile, ({ source, object }) =>
    compile([...compilerFlags, '-c', source, '-o', object]),
  );
  await compile([...compilerFlags, ...objects, '-o', program]);
}

async function compile(args) {
  const code = await run('g++', args, { cwd: native });
  if (code === 0) return;
  console.error('The harness could not be built with g++.');
  process.exit(1);
}

async function fuzz(name) {
  const began = performance.now();
  const env = { ...process.env, UBSAN_OPTIONS: 'print_stacktrace=1' };
  const code = await run(program, [name, values.count, values.seed], { env });
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${seconds} s`);
  return code === 0;
}

/** @returns what `each` gave, in no particular order */
async function onAllCores(items, each) {
  const waiting = [...items];
  const results = [];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      results.push(await each(item));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

/** @returns the exit code */
function run(file, args, options) {
  const { promise, resolve: settle } = Promise.withResolvers();
  const child = spawn(file, args, { stdio: 'inherit', ...options });
  child.on('error', (error) => {
    console.error(error.message);
    settle(1);
  });
  child.on('exit', (code) => settle(code ?? 1));
  return promise;
}
