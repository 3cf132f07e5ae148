// `npm test`: installs what is missing and runs everything CI runs; ends with `N passed, N failed`.
// `npm test -- --only unit` runs one part: checks, unit, window, journeys or package.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from './checks.mjs';
import { findBrowser } from './browser.mjs';
import { buildProgram, root, runTool, say, setUp } from './set-up.mjs';
import { runSteps } from './steps.mjs';

const inCi = process.env.CI === 'true';
const only = process.argv[process.argv.indexOf('--only') + 1];
const wanted = (part) => !process.argv.includes('--only') || only === part;
const count = { passed: 0, failed: 0, skipped: 0 };

await setUp();
if (wanted('checks')) tally(...(await runSteps([...checks, ...wasmCheck()])));
buildProgram();
if (wanted('unit')) runTests('unit');
if (wanted('window')) runTests('window');
if (wanted('journeys')) runJourneys();
if (wanted('package')) {
  const step = { name: 'package', command: ['build/scripts/package-check.mjs', []] };
  tally(...(await runSteps([step])));
}
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
process.exitCode = count.failed > 0 ? 1 : 0;

function tally(...results) {
  for (const passed of results) count[passed ? 'passed' : 'failed'] += 1;
}

/** The committed WASM must be what its sources give; only Linux has the named compiler at hand. */
function wasmCheck() {
  const tools = existsSync('/usr/bin/clang++-19') && existsSync('/usr/bin/wasm-ld-19');
  if (!tools && !inCi) {
    say('– the WASM is not rebuilt and compared: apt-get install clang-19 lld-19 would allow it');
    return [];
  }
  if (!tools && process.platform !== 'linux') return [];
  return [{ name: 'WASM is reproducible', command: ['build/scripts/build-wasm.mjs', ['--check']] }];
}

/** Tests in a browser need one; in CI its absence is a failure, elsewhere they are left out aloud. */
function runJourneys() {
  const browser = findBrowser();
  if (!browser.file) {
    say(`✗ no browser for the tests in a browser: ${browser.advice}`);
    if (inCi) tally(false);
    return;
  }
  runTests('journeys', 'measured');
}

/** @param name  of the part, and of the first of its projects */
function runTests(name, ...others) {
  say(`\n${name} tests`);
  const report = join(root, `out/test-reports/${name}.json`);
  mkdirSync(join(root, 'out/test-reports'), { recursive: true });
  const { status } = runTool('node_modules/vitest/vitest.mjs', [
    'run',
    ...[name, ...others].map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readReport(report);
  count.passed += numPassedTests;
  count.failed += numFailedTests;
  count.skipped += numPendingTests;
  // A file that does not load, or an error outside a test, fails the run without failing a test.
  if (status !== 0 && numFailedTests === 0) tally(false);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
