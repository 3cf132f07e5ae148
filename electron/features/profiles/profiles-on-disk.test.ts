import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { DiskJsonFile } from '../../platform/files/disk-json-file.ts';
import { openSecretBox } from '../../platform/secrets/open-secret-box.ts';
import { SecretStore } from '../../platform/secrets/secret-store.ts';
import { sampleMiner } from '../../testing/sample-miner.ts';
import { sampleDraft } from '../../testing/sample-profiles.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { Profiles } from './profiles.ts';

const draft = sampleDraft({
  pools: [{ url: 'stratum+tcp://a.example:3333', user: 'ada', password: 'correct horse' }],
});

async function openIn(folder: string, reported: string[] = []): Promise<Profiles> {
  const json = (name: string): DiskJsonFile =>
    new DiskJsonFile({
      file: join(folder, name),
      notify: ({ text }) => reported.push(text),
      now: () => 0,
    });
  const box = await openSecretBox({ keyFile: json('secret-key.json') });
  return Profiles.open({
    file: json('profiles.json'),
    secrets: await SecretStore.open({ file: json('secrets.json'), box }),
    miners: () => [sampleMiner()],
    coins: () => [],
    hostName: () => 'tower',
    isRunning: () => false,
    publish: () => undefined,
    notify: ({ text }) => reported.push(text),
    log: silentLog,
    now: () => 0,
  });
}

describe('profiles on a disk', () => {
  it('have their passwords after a restart, and no file shows one', async () => {
    using folder = tempFolder();
    const { id } = await (await openIn(folder.path)).create(draft);
    const again = await openIn(folder.path);
    expect(again.startable(id).pools[0]?.password).toBe('correct horse');
    const names = readdirSync(folder.path).toSorted();
    expect(names).toEqual(['profiles.json', 'secret-key.json', 'secrets.json']);
    for (const name of names) {
      expect(readFileSync(join(folder.path, name), 'utf8')).not.toContain('correct horse');
    }
  });

  it('are read as an earlier version wrote them, with what is new left empty', async () => {
    using folder = tempFolder();
    const before = {
      id: 'p1',
      name: 'Evenings',
      minerId: 'builtin',
      algorithm: 'sha256d',
      threads: 4,
      throttle: 20,
      resumeAfterRestart: true,
      pools: [{ url: 'stratum+tcp://a.example:3333', user: 'ada', hasPassword: false }],
      createdAt: 1,
      updatedAt: 2,
    };
    const text = JSON.stringify({ version: 1, profiles: [before] });
    writeFileSync(join(folder.path, 'profiles.json'), text, { mode: 0o600 });
    const reported: string[] = [];
    const profiles = await openIn(folder.path, reported);
    expect(reported).toEqual([]);
    expect(profiles.list()).toEqual([
      {
        ...before,
        coinId: null,
        wallet: '',
        worker: '',
        login: '',
        email: '',
        devices: null,
        settings: {},
        extraArguments: [],
        schedule: null,
      },
    ]);
    expect(profiles.startable(profiles.list()[0]?.id ?? ('' as never))).toMatchObject({
      worker: 'tower',
      pools: [{ user: 'ada', password: '' }],
    });
  });

  it('ask for the password again when the key is lost', async () => {
    using folder = tempFolder();
    const { id } = await (await openIn(folder.path)).create(draft);
    rmSync(join(folder.path, 'secret-key.json'));
    const again = await openIn(folder.path);
    expect(() => again.startable(id)).toThrow(
      expect.objectContaining({ code: 'secret-unreadable' }),
    );
    await again.update(id, draft);
    expect(again.startable(id).pools[0]?.password).toBe('correct horse');
  });

  it('keep the good ones of a file that a person damaged', async () => {
    using folder = tempFolder();
    const { id } = await (await openIn(folder.path)).create(draft);
    const path = join(folder.path, 'profiles.json');
    const content = JSON.parse(readFileSync(path, 'utf8')) as { profiles: unknown[] };
    content.profiles.push({ name: 'Half' });
    writeFileSync(path, JSON.stringify(content));
    const reported: string[] = [];
    const again = await openIn(folder.path, reported);
    expect(again.list().map((profile) => profile.id)).toEqual([id]);
    expect(reported).toHaveLength(1);
    expect(reported[0]).toContain('“Half” in profiles.json was left out');
    await again.create({ ...draft, name: 'Other' });
    const [copy] = readdirSync(folder.path).filter((name) => name.includes('.broken-'));
    expect(readFileSync(join(folder.path, copy ?? ''), 'utf8')).toContain('Half');
  });
});
