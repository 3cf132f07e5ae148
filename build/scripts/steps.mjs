// Runs named steps, as many at once as there are processors, and shows the output of those that fail.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { node24, root, say, toolEnvironment } from './set-up.mjs';

/** @returns {Promise<boolean[]>} whether each passed, in the order given */
export async function runSteps(steps) {
  const results = [];
  const waiting = [...steps.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, step] = next;
      results[index] = await runStep(step);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  return results;
}

/** @returns {Promise<boolean>} whether it passed */
function runStep({ name, command: [script, args] }) {
  const started = Date.now();
  const child = spawn(node24(), [join(root, script), ...args], {
    cwd: root,
    env: toolEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output += chunk.toString('utf8')));
  }
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const passed = code === 0;
      say(`${passed ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      if (!passed) say(output);
      resolve(passed);
    });
  });
}
