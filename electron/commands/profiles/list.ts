import type { Api } from '../../contract/index.ts';
import type { Profile } from '../../contract/values/profile.ts';
import { isOpen, nextChange } from '../../features/profiles/schedule/schedule.ts';
import { chooseProfile } from '../choose.ts';
import { columns, type Output } from '../output.ts';

export async function listProfiles(api: Api, output: Output): Promise<void> {
  const profiles = await api.call('profiles.list', {});
  const now = new Date();
  output.result(
    profiles,
    profiles.length === 0
      ? ['There is no profile yet. Make one with “rigwright profiles create”.']
      : columns(profiles.map((profile) => row(profile, now))),
  );
}

export async function removeProfile(api: Api, named: string, output: Output): Promise<void> {
  const { id, name } = await chooseProfile(api, named);
  await api.call('profiles.remove', { profileId: id });
  output.result({ profileId: id }, [`Deleted ${name}.`]);
}

const row = (profile: Profile, now: Date): string[] => [
  profile.name,
  profile.minerId,
  profile.algorithm,
  profile.pools[0]?.url ?? '',
  scheduleNow(profile, now),
  profile.id,
];

/** `mines until Tue 06:00`, by the clock of this computer. */
function scheduleNow({ schedule }: Profile, now: Date): string {
  if (!schedule) return '';
  const open = isOpen(schedule, now);
  const next = nextChange(schedule, now);
  if (!next) return open ? 'mines always' : 'mines never';
  const day = next.toLocaleDateString('en-GB', { weekday: 'short' });
  const time = next.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `mines ${open ? 'until' : 'from'} ${day} ${time}`;
}
