// A folder shaped like an unpacked release of Electron for Linux, so that packaging can be checked
// where the real one cannot be had.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const programs = ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'];
const files = [
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'icudtl.dat',
  'libEGL.so',
  'libGLESv2.so',
  'libffmpeg.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader_icd.json',
  'LICENSE',
  'LICENSES.chromium.html',
  'locales/en-US.pak',
  'locales/de.pak',
];

export function makeFakeElectron(folder) {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'),
  );
  const write = (name, text) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  mkdirSync(join(folder, 'resources'), { recursive: true });
  for (const name of files) write(name, name);
  write('version', version);
  for (const name of programs) {
    write(name, '#!/bin/sh\necho "this only stands where Electron would be"\n');
    chmodSync(join(folder, name), 0o755);
  }
}
