import { join } from 'node:path';
import { DiskJsonFile } from '../platform/files/disk-json-file.ts';
import { exampleId, openInstalls, realPorts } from './install-workshop.ts';
import { until } from './until.ts';

/**
 * A program that is killed while it installs or removes the example:
 * `install-victim.ts FOLDER MIRROR install|remove STEP`. Steps are what changes the disk, counted
 * from 0; even numbers mean before a step, odd ones after it. Without so many it
 * ends by itself.
 */
const [folder = '', mirror = '', what = '', deadly = ''] = process.argv.slice(2);

let step = 0;
function mayDie(): void {
  if (step === Number(deadly)) process.kill(process.pid, 'SIGKILL');
  step += 1;
}

async function dangerous<Result>(work: () => Promise<Result>): Promise<Result> {
  mayDie();
  const result = await work();
  mayDie();
  return result;
}

class DangerousFile extends DiskJsonFile {
  override write(value: unknown): Promise<void> {
    return dangerous(() => super.write(value));
  }
}

const file = new DangerousFile({
  file: join(folder, 'miners.json'),
  notify: () => undefined,
  now: Date.now,
});
const real = realPorts();
await using installs = await openInstalls({
  folder: join(folder, 'miners'),
  file,
  ports: {
    ...real,
    rename: (from, to) => dangerous(() => real.rename(from, to)),
    unpack: (options) => dangerous(() => real.unpack(options)),
  },
});
if (what === 'remove') await installs.remove(exampleId);
else {
  installs.install({ minerId: exampleId, mirror });
  await until('the end', () => installs.jobs().every(({ endedAt }) => endedAt !== null));
}
