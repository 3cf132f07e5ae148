import type { ProfileChange, ProfileDraft } from '../../contract/values/profile.ts';
import { passwordFor, type Passwords } from './pool-passwords.ts';
import type { ProfileFields } from './profile-fields.ts';
import { scheduleText } from './schedule/schedule-text.ts';

/** A profile as it was. */
export interface Former extends ProfileFields {
  readonly pools: readonly { readonly url: string; readonly user: string }[];
  readonly passwords: Passwords;
}

type Shown = ReadonlyMap<string, { readonly label: string; readonly text: string }>;

/**
 * What differs between two profiles, in the order in which a form has it. Pools are compared by their
 * place, settings by their key. Of passwords only what happens to them is told, never what they are.
 *
 * @param before     null: there was none
 * @param passwords  those that `after` would have
 */
export function profileDiff(
  before: Former | null,
  after: ProfileDraft,
  passwords: Passwords,
): ProfileChange[] {
  const from = before ? shown(before) : new Map<string, never>();
  const to = shown(after);
  return [...changes(from, to), ...passwordChanges(before, { pools: after.pools, passwords })];
}

function changes(before: Shown, after: Shown): ProfileChange[] {
  const paths = new Set([...after.keys(), ...before.keys()]);
  return [...paths].flatMap((path) => {
    const [from, to] = [before.get(path), after.get(path)];
    if (from?.text === to?.text) return [];
    const label = to?.label ?? from?.label ?? path;
    return [{ path, label, from: from?.text ?? null, to: to?.text ?? null }];
  });
}

/** Every field that says something, in words. Fields that were left empty are not there. */
function shown({ pools, ...profile }: ProfileFields & Pick<Former, 'pools'>): Shown {
  const { threads, throttle, devices, settings, extraArguments, schedule } = profile;
  const lines: [path: string, label: string, text: string][] = [
    ['name', 'Name', profile.name],
    ['minerId', 'Miner', profile.minerId],
    ['algorithm', 'Algorithm', profile.algorithm],
    ['coinId', 'Coin', profile.coinId ?? ''],
    ['wallet', 'Wallet', profile.wallet],
    ['worker', 'Worker', profile.worker],
    ['login', 'Login', profile.login],
    ['email', 'Email', profile.email],
    ...pools.flatMap(({ url, user }, index): typeof lines => [
      [`pools[${index}].url`, `Address of pool ${index + 1}`, url],
      [`pools[${index}].user`, `User at pool ${index + 1}`, user],
    ]),
    ['threads', 'Threads', threads === null ? 'one per core' : String(threads)],
    ['throttle', 'Rest', `${throttle} %`],
    ['devices', 'Devices', devices === null ? 'all' : devices.join(', ') || 'none'],
    ...Object.entries(settings)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]): (typeof lines)[number] => [
        `settings.${key}`,
        `Setting ${key}`,
        // As JSON, since the number 1 is another value than the text 1.
        JSON.stringify(value),
      ]),
    ...(extraArguments.length === 0
      ? []
      : [
          ['extraArguments', 'Arguments', JSON.stringify(extraArguments)] as (typeof lines)[number],
        ]),
    [
      'resumeAfterRestart',
      'Start again after a restart',
      profile.resumeAfterRestart ? 'yes' : 'no',
    ],
    ['schedule', 'Schedule', schedule === null ? '' : scheduleText(schedule)],
  ];
  const said = lines.filter(([, , text]) => text !== '');
  return new Map(said.map(([path, label, text]) => [path, { label, text }]));
}

function passwordChanges(
  before: Pick<Former, 'pools' | 'passwords'> | null,
  after: Pick<Former, 'pools' | 'passwords'>,
): ProfileChange[] {
  const count = Math.max(before?.pools.length ?? 0, after.pools.length);
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [passwordAt(before, index), passwordAt(after, index)];
    if (from === to) return [];
    const path = `pools[${index}].password`;
    const label = `Password of pool ${index + 1}`;
    if (from === '') return [{ path, label, from: null, to: 'set' }];
    return [{ path, label, from: 'set', to: to === '' ? null : 'changed' }];
  }).flat();
}

function passwordAt(side: Pick<Former, 'pools' | 'passwords'> | null, index: number): string {
  const pool = side?.pools[index];
  return side && pool ? passwordFor(pool, side.passwords) : '';
}
