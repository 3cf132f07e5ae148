// Stands for a real miner: `node stand-in.ts KIND [what the miner is started with]`. Takes the real
// arguments and files, speaks the real interface and prints what the real one was recorded to print.
// RIGWRIGHT_STAND_IN names the folder of its program, where a test may leave `stand-in.json`.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFace } from './faces.ts';
import { Refusal, type Persona, type Session } from './persona.ts';
import { personaOf } from './personas.ts';
import { readSwitches } from './switches.ts';

const [kind = '', ...args] = process.argv.slice(2);
const startedAt = performance.now();
const switches = readSwitches(join(process.env['RIGWRIGHT_STAND_IN'] ?? '.', 'stand-in.json'));
// Without its terminal it goes on, as the worst of miners do.
process.stdout.on('error', () => undefined);
const print = (text: string): void => {
  if (switches.output) process.stdout.write(text);
};

try {
  await mine(await personaOf(kind));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stdout.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function mine(persona: Persona): Promise<void> {
  const asked = persona.parse(args, (path) => readFileSync(path, 'utf8'));
  endBySignals(persona);
  const session = persona.open(asked);
  if (switches.api && asked.api) {
    await openFace(session.api, {
      ...asked.api,
      uptimeSeconds: () => (performance.now() - startedAt) / 1_000,
      print,
    });
  }
  for (const { atMs, text } of session.output) setTimeout(() => print(text), atMs);
  const { heard } = switches;
  const endMs = session.output.at(-1)?.atMs ?? 0;
  if (heard !== undefined) setTimeout(() => writeWhole(heard, JSON.stringify(asked)), endMs);
  listenToKeys(session);
  // A miner lives until it is ended.
  setInterval(() => undefined, 60_000);
}

/** Whoever waits for the file finds all of it. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

/** Signals that it does not answer itself end it, as they do every program. */
function endBySignals({ interrupted = 0, terminated = null }: Persona): void {
  for (const [signal, code] of [
    ['SIGINT', interrupted],
    ['SIGTERM', terminated],
  ] as const) {
    if (code !== null) process.once(signal, () => process.exit(code));
  }
}

function listenToKeys({ key }: Session): void {
  if (!key || !process.stdin.isTTY) return;
  process.stdin.setRawMode(true);
  process.stdin.on('data', (keys: Buffer) => {
    for (const pressed of keys.toString()) {
      // In this mode the terminal passes Ctrl+C on instead of interrupting.
      if (pressed === '\x03') process.kill(process.pid, 'SIGINT');
      else print(key(pressed) ?? '');
    }
  });
}
