// Runs named steps one after another, shows the output of those that fail, and keeps count.
import { runTool, say } from './set-up.mjs';

/** @returns {boolean} whether it passed */
export function runStep({ name, command: [script, args] }) {
  const started = Date.now();
  const { status, stdout, stderr } = runTool(script, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const passed = status === 0;
  say(`${passed ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!passed) say(`${stdout}${stderr}`);
  return passed;
}
