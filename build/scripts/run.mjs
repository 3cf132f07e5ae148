// Runs a TypeScript program of the project with its own Node, installed and built first where needed:
// `node build/scripts/run.mjs build/bench/main.ts …`.
import { spawn } from 'node:child_process';
import { buildProgram, node24, root, setUp, toolEnvironment } from './set-up.mjs';

await setUp();
buildProgram();
const options = { cwd: root, env: toolEnvironment(), stdio: 'inherit' };
const child = spawn(node24(), process.argv.slice(2), options);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
