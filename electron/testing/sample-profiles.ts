import { EventHub } from '../base/event-hub.ts';
import { silentLog } from '../base/log.ts';
import type { NoticeDraft } from '../base/notify.ts';
import { CoinId, type ProfileId } from '../contract/values/ids.ts';
import type { Miner } from '../contract/values/miner.ts';
import { ProfileDraft } from '../contract/values/profile.ts';
import type { KnownCoin, ProfileParts } from '../features/profiles/ports.ts';
import { Profiles } from '../features/profiles/profiles.ts';
import { MemoryJsonFile } from './memory-json-file.ts';
import { sampleMiner } from './sample-miner.ts';

export const sampleCoins: readonly KnownCoin[] = [
  { id: CoinId.parse('monero'), name: 'Monero', symbol: 'XMR', algorithm: 'rx/0' },
  { id: CoinId.parse('verus'), name: 'Verus', symbol: 'VRSC', algorithm: 'verushash' },
];

export function sampleDraft(
  fields: Partial<Record<keyof ProfileDraft, unknown>> = {},
): ProfileDraft {
  return ProfileDraft.parse({
    name: 'Rig',
    minerId: 'builtin',
    algorithm: 'sha256d',
    threads: 2,
    throttle: 10,
    resumeAfterRestart: true,
    pools: [
      { url: 'stratum+tcp://a.example:3333', user: 'ada', password: 'pw-a' },
      { url: 'stratum+tcp://b.example:3333', user: 'bob' },
    ],
    ...fields,
  });
}

/** Passwords as the store keeps them, with a switch for each thing that can go wrong. */
export class MemoryPasswords {
  readonly texts = new Map<string, string>();
  /** What reading fails with until something is written. */
  unreadable: Error | undefined;
  failWith: Error | undefined;

  get(name: string): string | undefined {
    if (this.unreadable && this.texts.has(name)) throw this.unreadable;
    return this.texts.get(name);
  }

  async change(secrets: ReadonlyMap<string, string | undefined>): Promise<void> {
    await Promise.resolve();
    if (this.failWith) throw this.failWith;
    this.unreadable = undefined;
    for (const [name, text] of secrets) {
      if (text === undefined) this.texts.delete(name);
      else this.texts.set(name, text);
    }
  }
}

/** Profiles in memory, with everything that they tell others. */
export async function openSampleProfiles({
  content,
  secrets = new MemoryPasswords(),
  miners = [sampleMiner()],
}: {
  readonly content?: unknown;
  readonly secrets?: MemoryPasswords;
  readonly miners?: readonly Miner[];
} = {}) {
  const file = new MemoryJsonFile('profiles.json', content);
  const hub = new EventHub((error) => {
    throw error;
  });
  const announced: string[][] = [];
  hub.on('profiles.changed', (profiles) => announced.push(profiles.map(({ name }) => name)));
  const notices: NoticeDraft[] = [];
  const running = new Set<ProfileId>();
  let now = 1_000;
  const parts: ProfileParts = {
    file,
    secrets,
    miners: () => miners,
    coins: () => sampleCoins,
    hostName: () => 'Ada’s tower.local',
    isRunning: (id) => running.has(id),
    publish: hub.publish,
    notify: (notice) => void notices.push(notice),
    log: silentLog,
    now: () => now++,
  };
  const profiles = await Profiles.open(parts);
  return {
    parts,
    file,
    secrets,
    announced,
    notices,
    running,
    profiles,
    reopen: () => Profiles.open(parts),
  };
}
