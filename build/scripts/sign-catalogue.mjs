// Signs updates of the catalogue of miners, for whoever publishes them:
//
//   node build/scripts/sign-catalogue.mjs keys FILE
//     makes a pair of keys: the private one into FILE, which nobody else can read, the public one
//     is printed, for electron/features/miners/catalogue/catalogue-trust.ts
//   node build/scripts/sign-catalogue.mjs bundle FILE SERIAL OUT
//     puts resources/miners into OUT and its signature by the key of FILE into OUT.sig
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');
const [command, ...args] = process.argv.slice(2);
const commands = { keys: makeKeys, bundle: makeBundle };
const run = Object.hasOwn(commands, command ?? '') ? commands[command] : usage;
await run(...args);

function usage() {
  console.error('sign-catalogue.mjs keys FILE | bundle FILE SERIAL OUT');
  process.exitCode = 2;
}

function makeKeys(file) {
  if (!file) return usage();
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  const { x } = publicKey.export({ format: 'jwk' });
  console.log(x);
}

async function makeBundle(file, serialText, out) {
  const serial = Number(serialText);
  if (!file || !out || !Number.isSafeInteger(serial) || serial < 1) return usage();
  const folder = join(root, 'resources/miners');
  const files = readFolder(folder, '.json');
  const { loadCatalogue } = await import(
    pathToFileURL(join(root, 'electron/features/miners/catalogue/load-catalogue.ts')).href
  );
  const { entries, problems } = loadCatalogue(files);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const keys = Object.fromEntries(
    readFolder(join(folder, 'keys'), '.asc').map(({ name, text }) => [name, text]),
  );
  const bundle = { format: 1, serial, createdAt: Date.now(), entries, keys };
  const bytes = Buffer.from(`${JSON.stringify(bundle)}\n`);
  writeFileSync(out, bytes);
  writeFileSync(`${out}.sig`, sign(null, bytes, createPrivateKey(readFileSync(file))));
  console.log(`${entries.length} miners, serial ${serial}`);
}

function readFolder(folder, ending) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
