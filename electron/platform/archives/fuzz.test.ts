import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { tarGzOf, tarOf, tarXzOf, zipOf } from '../../testing/archives/build-archive.ts';
import { fuzzCount, fuzzTimeoutMs } from '../../testing/fuzz-codec.ts';
import { seededRandom, type Random } from '../../testing/seeded-random.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { BadArchiveError } from './bad-archive-error.ts';
import { unpack } from './unpack.ts';

const files = [
  { name: 'digger/digger', data: 'program '.repeat(40), mode: 0o755 },
  { name: 'digger/config.json', data: '{}' },
  { name: `digger/${'long-'.repeat(24)}name`, data: 'x' },
];

/** One to three bytes changed, removed or doubled somewhere. */
function mutated(original: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(original);
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const at = random.below(bytes.length);
    const change = random.pick(['flip', 'flip', 'set', 'remove', 'repeat', 'cut']);
    if (change === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    else if (change === 'set') bytes[at] = random.pick([0, 0xff, 0x2f, 0x2e, 0x80]);
    else if (change === 'cut' && random.below(4) === 0) bytes = bytes.subarray(0, at);
    else if (change === 'remove') {
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(4))]);
    } else if (change === 'repeat') {
      bytes = Buffer.concat([bytes.subarray(0, at + 1 + random.below(40)), bytes.subarray(at)]);
    }
    if (bytes.length === 0) break;
  }
  return bytes;
}

it.each<[string, () => Promise<Buffer>, (bytes: Buffer) => Buffer]>([
  ['zip', () => zipOf(files), (bytes) => bytes],
  ['tar.gz', () => tarGzOf(files), (bytes) => bytes],
  ['tar in a tar.gz', () => tarOf(files), (bytes) => gzipSync(bytes, { level: 1 })],
  ['tar.xz', () => tarXzOf(files), (bytes) => bytes],
])(
  'unpacks or refuses each broken %s, and leaves nothing of those refused',
  { timeout: fuzzTimeoutMs(300) * 5 },
  async (name, build, wrap) => {
    using folder = tempFolder();
    const archive = join(folder.path, 'digger.bin');
    const into = join(folder.path, 'into');
    const original = await build();
    const random = seededRandom(name.length);
    let refused = 0;
    for (let count = fuzzCount(300); count > 0; count -= 1) {
      const bytes = wrap(mutated(original, random));
      writeFileSync(archive, bytes);
      const outcome = await unpack({ archive, into }).then(
        () => 'unpacked',
        (error: unknown) => (error instanceof BadArchiveError ? 'refused' : String(error)),
      );
      const left = readdirSync(folder.path).join();
      const expected = { unpacked: 'digger.bin,into', refused: 'digger.bin' }[outcome];
      if (left !== expected) throw new Error(`${outcome}, ${left}: ${bytes.toString('base64')}`);
      if (outcome === 'refused') refused += 1;
      rmSync(into, { recursive: true, force: true });
    }
    expect(refused).toBeGreaterThan(fuzzCount(300) / 4);
  },
);
